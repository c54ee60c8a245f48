#include <fmt/format.h>

#include "clients/cli/show.h"
#include "clients/cli/statement_text.h"

namespace mutua::cli {
namespace {

constexpr const char* kStyle = R"(
@page { size: A4; margin: 15mm; }
body { font: 10pt/1.35 sans-serif; color: #111; margin: 1em auto; max-width: 180mm; }
h1 { font-size: 16pt; margin: 0 0 .2em; }
h2 { font-size: 12pt; margin: 1.6em 0 .4em; }
p { margin: .2em 0; }
.mind { border: 1px solid #111; padding: .4em .6em; margin: .8em 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25em .4em; border-bottom: 1px solid #ccc; }
th { border-bottom: 1px solid #111; font-size: 9pt; }
td.n, th.n { text-align: right; white-space: nowrap; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
tr.total td { border-top: 1px solid #111; font-weight: bold; }
small { color: #444; }
@media print { body { margin: 0; max-width: none; } }
)";

std::string Escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

class Page {
 public:
  Page(const v1::GetStatementResponse& statement, bool french)
      : statement_(statement), french_(french) {}

  std::string Make() {
    const std::string name =
        statement_.company_name().empty() ? statement_.company() : statement_.company_name();
    const std::string title = Say("Statement", "Relevé") + ", " + MonthText();
    out_ = fmt::format(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<title>{}, {}</title>\n<style>{}</style>\n</head>\n<body>\n<h1>{}</h1>\n<p>{}</p>\n",
        french_ ? "fr" : "en", Escaped(name), Escaped(title), kStyle, Escaped(name),
        Escaped(title));
    Mind();
    Lines();
    Pools();
    out_ += "<p><small>" +
            Say("A credit is an hour of one machine at the normal rate. Times are those of the "
                "site's clocks.",
                "Un crédit vaut une heure d'une machine au tarif normal. Les heures sont celles "
                "du lieu.") +
            "</small></p>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  std::string Say(const char* english, const char* french) const {
    return french_ ? french : english;
  }

  std::string MonthText() const {
    static const char* const kEnglish[] = {"January",   "February", "March",    "April",
                                           "May",       "June",     "July",     "August",
                                           "September", "October",  "November", "December"};
    static const char* const kFrench[] = {"janvier",   "février", "mars",     "avril",
                                          "mai",       "juin",    "juillet",  "août",
                                          "septembre", "octobre", "novembre", "décembre"};
    const std::string& month = statement_.month();
    if (month.size() != 7) return month;
    const size_t number = static_cast<size_t>((month[5] - '0') * 10 + month[6] - '0' - 1);
    if (number >= 12) return month;
    return std::string((french_ ? kFrench : kEnglish)[number]) + " " + month.substr(0, 4);
  }

  // What is not settled yet.
  void Mind() {
    if (!statement_.month_over()) {
      out_ += "<p class=\"mind\">" +
              Say("Provisional: the month is not over.", "Provisoire : le mois n'est pas fini.") +
              "</p>\n";
    } else if (statement_.unsettled() > 0) {
      const std::string said = french_
                                   ? "Provisoire : réservations qui peuvent encore changer : {}."
                                   : "Provisional: bookings that may change yet: {}.";
      out_ +=
          "<p class=\"mind\">" + fmt::format(fmt::runtime(said), statement_.unsettled()) + "</p>\n";
    }
  }

  std::string Credits(int64_t ticks) const { return Number(CreditsText(ticks)); }
  std::string Money(int64_t cents) const { return Number(MoneyText(cents)); }
  std::string Number(std::string text) const {
    for (char& c : text) {
      if (c == '.' && french_) c = ',';
    }
    return text;
  }

  // The columns that bookings, pools and the total share.
  std::string Sums(const v1::StatementSums& sums) const {
    std::string row;
    for (const std::string& cell :
         {StatementHours(sums.booked().seconds()), StatementHours(sums.used().seconds()),
          Credits(sums.price().ticks()), Credits(sums.refunded().ticks()),
          Credits(sums.charged().ticks()), Money(sums.charged().cents())}) {
      row += "<td class=\"n\">" + cell + "</td>";
    }
    return row;
  }
  std::string SumHeads() const {
    std::string heads;
    for (const std::string& head :
         {Say("Booked", "Réservé"), Say("Used", "Utilisé"), Say("Price, credits", "Prix, crédits"),
          Say("Refunded", "Rendu"), Say("Charged, credits", "Facturé, crédits"),
          Say("Charged, money", "Facturé, argent")}) {
      heads += "<th class=\"n\">" + head + "</th>";
    }
    return heads;
  }

  std::string State(v1::BookingState state) const {
    if (!french_) return StateName(state);
    switch (state) {
      case v1::BOOKING_STATE_HELD:
        return "retenue";
      case v1::BOOKING_STATE_PENDING:
        return "à approuver";
      case v1::BOOKING_STATE_CONFIRMED:
        return "confirmée";
      case v1::BOOKING_STATE_CHECKED_IN:
        return "en cours";
      case v1::BOOKING_STATE_COMPLETED:
        return "terminée";
      case v1::BOOKING_STATE_CANCELLED:
        return "annulée";
      case v1::BOOKING_STATE_NO_SHOW:
        return "absence";
      case v1::BOOKING_STATE_DISPLACED:
        return "délogée";
      case v1::BOOKING_STATE_EXPIRED:
        return "expirée";
      default:
        return "";
    }
  }

  // "2026-11-27 11:00–13:00".
  static std::string When(const v1::Booking& booking) {
    const auto part = [](const std::string& text, size_t from, size_t length) {
      return text.size() < from ? std::string() : text.substr(from, length);
    };
    const std::string day = part(booking.local_start(), 0, 10);
    const std::string last = part(booking.local_end(), 0, 10);
    return day + " " + part(booking.local_start(), 11, 5) + "–" + (last == day ? "" : last + " ") +
           part(booking.local_end(), 11, 5);
  }

  void Lines() {
    out_ += "<h2>" + Say("Bookings", "Réservations") + "</h2>\n<table>\n<thead><tr><th>" +
            Say("When", "Quand") + "</th><th>" + Say("What", "Quoi") + "</th><th>" +
            Say("Who", "Qui") + "</th><th>" + Say("State, rate", "État, tarif") + "</th>" +
            SumHeads() + "</tr></thead>\n<tbody>\n";
    for (const v1::StatementLine& line : statement_.lines()) {
      const v1::Booking& booking = line.booking();
      const std::string title =
          booking.title().empty() ? "" : "<br><small>" + Escaped(booking.title()) + "</small>";
      const std::string rates = RatesOf(line, french_);
      out_ += fmt::format(
          "<tr><td>{}<br><small>{}</small></td><td>{}{}</td><td>{}</td><td>{}{}</td>{}</tr>\n",
          Escaped(When(booking)), Escaped(booking.booking()), Escaped(WhatOf(booking)), title,
          Escaped(booking.member()), State(booking.state()),
          rates.empty() ? "" : "<br><small>" + rates + "</small>", Sums(line.sums()));
    }
    out_ += "<tr class=\"total\"><td colspan=\"4\">" + Say("Total", "Total") +
            fmt::format(" ({})</td>", statement_.total().bookings()) + Sums(statement_.total()) +
            "</tr>\n</tbody>\n</table>\n";
  }

  void Pools() {
    if (statement_.pools().empty()) return;
    out_ += "<h2>" + Say("By group of resources", "Par groupe de ressources") +
            "</h2>\n<table>\n<thead><tr><th>" + Say("Group", "Groupe") + "</th>" + SumHeads() +
            "</tr></thead>\n<tbody>\n";
    for (const v1::PoolSums& pool : statement_.pools()) {
      out_ += "<tr><td>" + Escaped(pool.pool()) + "</td>" + Sums(pool.sums()) + "</tr>\n";
    }
    out_ += "</tbody>\n</table>\n";
  }

  const v1::GetStatementResponse& statement_;
  const bool french_;
  std::string out_;
};

}  // namespace

std::string StatementHours(int64_t seconds) {
  if (seconds % 3600 == 0) return fmt::format("{} h", seconds / 3600);
  if (seconds % 60 != 0) {
    return fmt::format("{} h {:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
  return fmt::format("{} h {:02}", seconds / 3600, seconds / 60 % 60);
}

std::string RatesOf(const v1::StatementLine& line, bool french) {
  bool peak = false, normal = false, off_peak = false, grabbed = false;
  for (const v1::RatedPart& part : line.parts()) {
    peak = peak || part.peak().seconds() > 0;
    normal = normal || part.normal().seconds() > 0;
    off_peak = off_peak || part.off_peak().seconds() > 0;
    grabbed = grabbed || part.grabbed().seconds() > 0;
  }
  std::string text;
  const auto add = [&](bool has, const char* english, const char* in_french) {
    if (has) text += (text.empty() ? "" : ", ") + std::string(french ? in_french : english);
  };
  const bool otherwise = line.priced_otherwise();
  add(otherwise, "fixed otherwise", "prix fixé autrement");
  add(!otherwise && peak, "peak x2", "pleines x2");
  add(!otherwise && normal, "normal", "normal");
  add(!otherwise && off_peak, "off-peak x1/2", "creuses x1/2");
  add(!otherwise && grabbed, "grab x1/4", "dernière minute x1/4");
  add(line.booking().has_overrun_charge(), "past its end x2", "dépassement x2");
  return text;
}

std::string StatementPage(const v1::GetStatementResponse& statement, bool french) {
  return Page(statement, french).Make();
}

}  // namespace mutua::cli
