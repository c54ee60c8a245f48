// The picture of a replay.
#include <fmt/format.h>

#include <algorithm>

#include "absl/time/civil_time.h"
#include "clients/cli/replay/report.h"

namespace mutua::cli::replay {
namespace {

constexpr double kLeft = 60, kRight = 960, kTop = 60, kBottom = 320;

class Scale {
 public:
  Scale(int64_t first_day, int64_t last_day, int64_t rooms)
      : first_(first_day), days_(last_day - first_day + 1), rooms_(rooms) {}
  double X(int64_t day) const {
    return kLeft +
           (kRight - kLeft) * static_cast<double>(day - first_) / static_cast<double>(days_);
  }
  double Y(int64_t rooms) const {
    return kBottom - (kBottom - kTop) * static_cast<double>(rooms) / static_cast<double>(rooms_);
  }

 private:
  const int64_t first_, days_, rooms_;
};

std::string Text(double x, double y, const char* anchor, const std::string& text) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor,
                     text);
}

std::string Line(double x1, double y1, double x2, double y2, const char* colour) {
  return fmt::format(
      "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\"/>\n", x1, y1, x2,
      y2, colour);
}

std::string Axes(const Scale& scale, int64_t first, int64_t last, int64_t rooms) {
  std::string out;
  for (int64_t part = 0; part <= 4; ++part) {
    const int64_t held = rooms * part / 4;
    out += Line(kLeft, scale.Y(held), kRight, scale.Y(held), part == 4 ? "#c33" : "#ddd");
    out += Text(kLeft - 6, scale.Y(held) + 4, "end", std::to_string(held));
  }
  const absl::CivilDay epoch(1970, 1, 1);
  absl::CivilMonth month(epoch + first);
  for (++month; absl::CivilDay(month) - epoch <= last; ++month) {
    if (month.month() % 3 != 1) continue;
    const double x = scale.X(absl::CivilDay(month) - epoch);
    out += Line(x, kBottom, x, kBottom + 5, "#666");
    out += Text(x, kBottom + 34, "middle", fmt::format("{}-{:02}", month.year(), month.month()));
  }
  return out;
}

}  // namespace

std::string Plot(const Report& report) {
  if (report.nights.empty()) return "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n";
  const int64_t first = report.nights.begin()->first;
  const int64_t last = report.nights.rbegin()->first;
  const Scale scale(first, last, report.rooms);
  std::string held = fmt::format("{:.1f},{:.1f}", scale.X(first), scale.Y(0));
  for (int64_t night = first; night <= last; ++night) {
    const auto found = report.nights.find(night);
    const double y = scale.Y(found == report.nights.end() ? 0 : found->second);
    held += fmt::format(" {:.1f},{:.1f} {:.1f},{:.1f}", scale.X(night), y, scale.X(night + 1), y);
  }
  held += fmt::format(" {:.1f},{:.1f}", scale.X(last + 1), scale.Y(0));
  std::string out =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 390\" "
      "font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">\n"
      "<rect width=\"1000\" height=\"390\" fill=\"white\"/>\n";
  out += Text(kLeft, 24, "start",
              fmt::format("Rooms held each night: {} of {} at the peak. {} BOOK, {} booked, {} "
                          "refused ({:.2f} %)",
                          report.peak, report.rooms, report.books, report.booked, report.refused,
                          100.0 * static_cast<double>(report.refused) /
                              static_cast<double>(std::max<int64_t>(1, report.books))));
  out +=
      Text(kLeft, 42, "start",
           fmt::format("{} commands in {:.1f} s, {:.0f} bookings/s; a call of {}: p50 {:.2f} ms, "
                       "p99 {:.2f} ms",
                       report.commands, report.seconds,
                       static_cast<double>(report.booked) / report.seconds, report.batch,
                       report.p50_milliseconds, report.p99_milliseconds));
  out += fmt::format(
      "<polygon points=\"{}\" fill=\"#9cbbe0\" stroke=\"#246\" "
      "stroke-width=\"0.4\"/>\n",
      held);
  out += Axes(scale, first, last, report.rooms);
  for (const auto& [night, refused] : report.refused_nights) {
    if (night < first || night > last) continue;
    const double height = std::min(16.0, 2.0 + static_cast<double>(refused));
    out += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"1.2\" height=\"{:.1f}\" "
        "fill=\"#c33\"/>\n",
        scale.X(night), kBottom + 6, height);
  }
  out += Text(kLeft, kBottom + 58, "start",
              "red below the axis: BOOKs refused, by the night on which they were to begin");
  return out + "</svg>\n";
}

}  // namespace mutua::cli::replay
