// Who may call what: the one authorization table (DESIGN.md 6, promise P11). A row for each RPC of
// the contract; what has no row cannot be called. Whether a caller may do it to that booking or see
// that title depends on state, and is decided by the core and by what is shown (front/).
//
// Thread-safe: no state.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/model/party.h"

namespace mutua::access {

// The RPCs, in the order of the contract's files.
enum class Verb : uint8_t {
  kCreateBooking,
  kCreateSeries,
  kUpdateSeries,
  kRefillSeries,
  kCancelSeries,
  kConfirmBooking,
  kMoveBooking,
  kExtendBooking,
  kShortenBooking,
  kCancelBooking,
  kApproveBooking,
  kRejectBooking,
  kCheckIn,
  kCheckOut,
  kMarkNoShow,
  kHandOver,
  kRealignBookings,
  kGetBooking,
  kListBookings,
  kGetSeries,
  kListSeries,
  kExplain,
  kBatchBook,
  kImportOccurrences,
  kFindFreeTime,
  kNextFree,
  kGetBoard,
  kPreviewCommand,
  kFileWish,
  kAcceptOffer,
  kDeclineOffer,
  kWithdrawWish,
  kGetWish,
  kListWishes,
  kWatch,
  kCreateSite,
  kGetSite,
  kListSites,
  kUpdateSite,
  kDeleteSite,
  kCreatePool,
  kGetPool,
  kListPools,
  kUpdatePool,
  kDeletePool,
  kCreateResource,
  kGetResource,
  kListResources,
  kUpdateResource,
  kDeleteResource,
  kCreateCertification,
  kGetCertification,
  kListCertifications,
  kUpdateCertification,
  kDeleteCertification,
  kDeclareOutage,
  kPreviewOutage,
  kUpdateOutage,
  kLiftOutage,
  kGetOutage,
  kListOutages,
  kReportFault,
  kListFaults,
  kResolveFault,
  kCreateCompany,
  kGetCompany,
  kListCompanies,
  kUpdateCompany,
  kDeleteCompany,
  kCreateMember,
  kGetMember,
  kListMembers,
  kUpdateMember,
  kSetQuietHours,
  kDeleteMember,
  kEraseMember,
  kGrantCertification,
  kRevokeCertification,
  kRegisterBadge,
  kRevokeBadge,
  kListBadges,
  kMoveMember,
  kWindUpCompany,
  kPreviewWindingUp,
  kGetCaller,
  kCreateQuota,
  kGetQuota,
  kListQuotas,
  kUpdateQuota,
  kDeleteQuota,
  kGetQuotaStanding,
  kGetShareStanding,
  kGetLedger,
  kLendGuarantee,
  kTakeBackGuarantee,
  kApplyLab,
  kExportLab,
  kCreateToken,
  kListTokens,
  kRevokeToken,
  kCreateBackup,
  kGetStatistics,
  kGetConfiguration,
  kGetDigest,
  kGetClock,
  kAdvanceClock,
  kCreateFeed,
  kListFeeds,
  kRevokeFeed,
  kPreviewImport,
  kCreateEnrolmentCode,
  kEnrol,
  kSetPin,
  kRemovePin,
  kGetStatement,
  kListStatements,
  kRehearseLab,
  kSignIn,
  kSignOut,
  kListSessions,
  kChangePassword,
  kSetOneTimePassword,
  kRemovePassword,
  kListAudit,
  kExportMember,
  kOpenRound,
  kFileList,
  kCloseRound,
  kCancelRound,
  kGetRound,
  kListRounds,
};

struct Right {
  Verb verb;
  std::string_view method;  // "BookingsService/CreateBooking"
  uint8_t roles;            // a bit for each role, RoleBit
};

constexpr uint8_t RoleBit(model::Role role) {
  return static_cast<uint8_t>(1U << static_cast<unsigned>(role));
}

// In `roles`: whoever calls, with a token or without: what is called is about becoming somebody.
inline constexpr uint8_t kWithoutToken = 1U << 7;

// In `roles`: it changes nothing, so that a read-only token may call it, too. No role has the
// number 0.
inline constexpr uint8_t kAsks = 1U << 0;

inline constexpr size_t kVerbs = static_cast<size_t>(Verb::kListRounds) + 1;

// By verb.
const std::array<Right, kVerbs>& Rights();

bool MayCall(model::Role role, Verb verb);
bool OnlyAsks(Verb verb);
// Nobody has to be known to call it; a token that is sent is not looked at.
bool NeedsNoToken(Verb verb);

}  // namespace mutua::access
