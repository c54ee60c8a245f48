// What is tried of each RPC whose answer depends on whose the thing is: a whole request about a
// thing of the column's owner, made anew for each try. An RPC that is not here is asked with an
// empty request, which shows whether the caller is let in at all.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "tests/http/rights_lab.h"

namespace mutua::http_test {

using Deed =
    std::function<std::unique_ptr<google::protobuf::Message>(RightsLab& lab, const Column& column)>;

const std::map<std::string, Deed>& Deeds();

}  // namespace mutua::http_test
