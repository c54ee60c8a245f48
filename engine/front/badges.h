// Badges as readers give them: only their keyed hashes are compared, and a number that is unknown
// is never repeated in an answer. Thread-safe: no state.
#pragma once

#include <optional>
#include <string>

#include "engine/front/reading.h"
#include "engine/front/texts.h"

namespace mutua::front {

// 4 to 128 bytes.
void ReadBadgeNumber(Reading& in, const std::string& number, const Path& path);

// The member who carries it; an objection, the same for a badge that is unknown, lost or of
// somebody who is gone, when nobody does.
MemberId MemberOfBadge(Reading& in, Texts& texts, const std::string& number, const Path& path);

// Whom the command is for and by: of a kiosk the member whose badge it read, who is named by
// nothing else; of others the member that `named` says, else the caller. The command's caller is
// set.
MemberId WhoActs(Reading& in, Texts& texts, const std::string& named, const Path& named_path,
                 const std::string& badge, const Path& badge_path, pipeline::Request* out);
// The same for a command about what somebody has already.
void ReadBadge(Reading& in, Texts& texts, const std::string& badge, const Path& path,
               pipeline::Request* out);

// Of a question: the member whose badge a kiosk gives in place of a name; none when it gives none.
MemberId WhoAsks(Reading& in, Texts& texts, const std::string& named, const std::string& badge);

// When a kiosk that was offline read the badge: now at the latest, and not before it was last heard
// of. None: it says nothing, so now.
std::optional<Instant> ReadBadgeTime(Reading& in, const google::protobuf::Timestamp* time,
                                     const Path& path);

}  // namespace mutua::front
