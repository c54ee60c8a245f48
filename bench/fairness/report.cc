#include "bench/fairness/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mutua::bench::fairness {
namespace {

constexpr std::array kHead = {"input",
                              "rule",
                              "use",
                              "loss",
                              "min",
                              "p10",
                              "median",
                              "min/max",
                              "jain",
                              "run",
                              "envy",
                              "accepted",
                              "least accepted",
                              "refusals in a row",
                              "of first come's",
                              "misreport"};

std::string Number(double value, int digits) {
  return value < 0 ? "-" : fmt::format("{:.{}f}", value, digits);
}

std::vector<std::string> CellsOf(const Row& row) {
  const Figures& f = row.figures;
  const auto whole = [](int64_t value) { return value < 0 ? "-" : fmt::format("{}", value); };
  return {row.input,
          row.rule,
          Number(f.use, 3),
          fmt::format("{:.4f}", f.loss),
          Number(f.least, 3),
          Number(f.tenth, 3),
          Number(f.median, 3),
          Number(f.min_max, 3),
          Number(f.jain, 4),
          whole(f.run),
          Number(f.envy, 2),
          Number(row.accepted, 3),
          Number(row.least_accepted, 3),
          whole(row.run_of_refusals),
          Number(row.units_of_first_come, 3),
          whole(row.misreport)};
}

constexpr double kLeft = 60, kRight = 780, kTop = 60, kBottom = 320;
constexpr std::array kColours = {"#888", "#c33", "#e90", "#246", "#2a2", "#808", "#0aa"};

std::string Text(double x, double y, const char* anchor, const std::string& text,
                 const char* colour = "#222") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" fill=\"{}\">{}</text>\n",
                     x, y, anchor, colour, text);
}

}  // namespace

std::string Table(const std::vector<Row>& rows) {
  std::vector<std::vector<std::string>> lines = {{kHead.begin(), kHead.end()}};
  for (const Row& row : rows) lines.push_back(CellsOf(row));
  std::array<size_t, kHead.size()> widths{};
  for (const auto& line : lines) {
    for (size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  }
  std::string out;
  for (const auto& line : lines) {
    std::string text;
    for (size_t i = 0; i < line.size(); ++i) {
      text += i < 2 ? fmt::format("{:<{}}  ", line[i], widths[i])
                    : fmt::format("{:>{}}  ", line[i], widths[i]);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  }
  return out;
}

std::string Csv(const std::vector<Row>& rows) {
  std::string out = fmt::format("{}\n", fmt::join(kHead, ","));
  for (const Row& row : rows) {
    std::vector<std::string> cells = CellsOf(row);
    for (std::string& cell : cells) {
      if (cell == "-") cell.clear();
      std::replace(cell.begin(), cell.end(), ',', ';');
    }
    out += fmt::format("{}\n", fmt::join(cells, ","));
  }
  return out;
}

std::string Plot(const std::string& title, const std::vector<Series>& all,
                 const std::vector<std::string>& labels) {
  double top = 0;
  for (const Series& series : all) {
    for (const double value : series.values) top = std::max(top, value);
  }
  if (top == 0) top = 1;
  const auto y_of = [&](double value) { return kBottom - (kBottom - kTop) * value / top; };
  const auto x_of = [&](size_t i, size_t count) {
    return kLeft + (kRight - kLeft) * static_cast<double>(i) /
                       static_cast<double>(std::max<size_t>(count - 1, 1));
  };
  std::string out =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 370\" "
      "font-family=\"sans-serif\" font-size=\"12\">\n"
      "<rect width=\"1000\" height=\"370\" fill=\"white\"/>\n";
  out += Text(kLeft, 30, "start", title);
  for (int part = 0; part <= 4; ++part) {
    const double value = top * part / 4;
    out += fmt::format(
        "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"#ddd\"/>\n", kLeft,
        y_of(value), kRight, y_of(value));
    out += Text(kLeft - 6, y_of(value) + 4, "end", fmt::format("{:.2f}", value));
  }
  for (size_t i = 0; i < labels.size(); ++i) {
    out += Text(x_of(i, labels.size()), kBottom + 20, "middle", labels[i]);
  }
  for (size_t s = 0; s < all.size(); ++s) {
    const char* colour = kColours[s % kColours.size()];
    std::string points;
    for (size_t i = 0; i < all[s].values.size(); ++i) {
      points +=
          fmt::format("{:.1f},{:.1f} ", x_of(i, all[s].values.size()), y_of(all[s].values[i]));
    }
    out += fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>\n",
                       points, colour);
    out += Text(kRight + 12, kTop + 18 * static_cast<double>(s), "start", all[s].name, colour);
  }
  return out + "</svg>\n";
}

}  // namespace mutua::bench::fairness
