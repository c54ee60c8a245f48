// Feeds: links of calendars to subscribe to.
#include <fmt/format.h>

#include <memory>

#include "clients/cli/commands.h"
#include "mutua/v1/feeds.pb.h"

namespace mutua::cli {
namespace {

struct FeedOptions {
  std::string member, company, resource, pool;
};

// "laser-1", "pool lasers", "company acme", "member lea".
std::string WhatOf(const v1::Feed& feed) {
  switch (feed.shown_case()) {
    case v1::Feed::kMember:
      return "member " + feed.member();
    case v1::Feed::kCompany:
      return "company " + feed.company();
    case v1::Feed::kPool:
      return "pool " + feed.pool();
    default:
      return feed.resource();
  }
}

int Create(Session& session, const FeedOptions& options) {
  v1::CreateFeedRequest request;
  if (!options.resource.empty()) {
    request.set_resource(options.resource);
  } else if (!options.pool.empty()) {
    request.set_pool(options.pool);
  } else if (!options.company.empty()) {
    request.set_company(options.company);
  } else {
    const std::string self = session.Caller().member().member();
    if (options.member.empty() && self.empty()) {
      return session.Fail(kUsage,
                          "you are no member: say --member, --company, --resource or --pool");
    }
    request.set_member(options.member.empty() ? self : options.member);
  }
  v1::CreateFeedResponse reply;
  if (!session.Order("FeedsService/CreateFeed", &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{}\n", reply.path());
  fmt::print(stderr,
             "The web address of the daemon before it makes the link to subscribe to. Shown this "
             "once.\nWhoever has it can read the calendar of {}{}. Revoke: mutua feed revoke {}\n",
             WhatOf(reply.feed()), reply.feed().as_manager() ? ", with every name and title" : "",
             reply.feed().feed());
  return kDone;
}

int List(Session& session, bool ended) {
  v1::ListFeedsRequest request;
  request.set_include_ended(ended);
  v1::ListFeedsResponse reply;
  if (!AskAll(session, "FeedsService/ListFeeds", request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  Table table({"FEED", "SHOWS", "MADE BY", "MADE", "STATE"});
  for (const v1::Feed& feed : reply.feeds()) {
    table.Add({feed.feed(), WhatOf(feed), feed.made_by().empty() ? "manager" : feed.made_by(),
               FormatTime(session, feed.created_at()), feed.ended() ? "ended" : "answers"});
  }
  session.Print(table);
  return kDone;
}

int Revoke(Session& session, const std::string& feed) {
  v1::RevokeFeedRequest request;
  request.set_feed(feed);
  v1::RevokeFeedResponse reply;
  if (!session.Order("FeedsService/RevokeFeed", &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{}  revoked: its link answers no more\n", feed);
  return kDone;
}

}  // namespace

void AddFeedCommand(CLI::App& app, Run* run) {
  CLI::App* feed = app.add_subcommand("feed", "Calendars to subscribe to from other programs");
  feed->require_subcommand(1);
  auto options = std::make_shared<FeedOptions>();
  CLI::App* create = feed->add_subcommand("create", "A link; of your own bookings, unless said");
  create->footer(
      "Examples:\n  mutua feed create\n  mutua feed create --resource laser-1\n"
      "  mutua feed create --company acme\n"
      "What its maker may not know is \"Busy\" in it. Whoever has the link can read it.");
  auto* what = create->add_option_group("what");
  what->add_option("--resource", options->resource, "what holds this resource");
  what->add_option("--pool", options->pool, "what holds a resource of this pool");
  what->add_option("--company", options->company, "what this company has booked");
  what->add_option("--member", options->member, "what is booked for this member");
  what->require_option(0, 1);
  create->callback([=] { *run = [=](Session& session) { return Create(session, *options); }; });
  auto ended = std::make_shared<bool>(false);
  CLI::App* list = feed->add_subcommand("list", "Your links; a manager's: everybody's");
  list->add_flag("--all", *ended, "those that answer no more, too");
  list->callback([=] { *run = [=](Session& session) { return List(session, *ended); }; });
  auto revoked = std::make_shared<std::string>();
  CLI::App* revoke = feed->add_subcommand("revoke", "A link that answers no more");
  revoke->add_option("feed", *revoked, "t-9, as `mutua feed list` says")->required();
  revoke->callback([=] { *run = [=](Session& session) { return Revoke(session, *revoked); }; });
}

}  // namespace mutua::cli
