#include "engine/front/shares_question.h"

#include "engine/core/party.h"

namespace mutua::front {

std::optional<SharesQuestion> ReadSharesQuestion(Reading& in, const Showing& show,
                                                 const std::string& company,
                                                 const std::string& pool) {
  SharesQuestion question;
  const core::Caller& caller = in.scene().caller;
  if (!company.empty()) {
    question.company = in.Company(company, Path("company"));
  } else if (core::IsMember(caller.role)) {
    question.company = in.state().Find(caller.member)->company;
  }
  if (!pool.empty()) {
    question.pools.push_back(in.Pool(pool, Path("pool")));
  } else {
    in.state().ForEach<model::Pool>([&](const model::Pool& known) {
      if (in.state().IsShared(known.id)) question.pools.push_back(known.id);
    });
  }
  if (!in.ok()) return std::nullopt;
  if (question.company.IsSet() && !show.Sees(question.company)) {
    in.Object({.rule = v1::RULE_NOT_PERMITTED, .subject = {}, .at = {}});
    return std::nullopt;
  }
  return question;
}

}  // namespace mutua::front
