#include "engine/access/authorization.h"

namespace mutua::access {
namespace {

using model::Role;

// Who manages a company is a member of it, with more that is theirs to change: the core says what.
constexpr uint8_t kMember = RoleBit(Role::kMember) | RoleBit(Role::kCompanyManager);
constexpr uint8_t kManagers = RoleBit(Role::kManager);
constexpr uint8_t kKiosk = RoleBit(Role::kKiosk);
constexpr uint8_t kService = RoleBit(Role::kService);

constexpr uint8_t kStaff = kManagers | kService;
constexpr uint8_t kPeople = kStaff | kMember;
constexpr uint8_t kEverybody = kPeople | kKiosk;

constexpr std::array<Right, kVerbs> kRights{{
    {Verb::kCreateBooking, "BookingsService/CreateBooking", kEverybody},
    {Verb::kCreateSeries, "BookingsService/CreateSeries", kPeople},
    {Verb::kUpdateSeries, "BookingsService/UpdateSeries", kPeople},
    {Verb::kRefillSeries, "BookingsService/RefillSeries", kPeople},
    {Verb::kCancelSeries, "BookingsService/CancelSeries", kPeople},
    {Verb::kConfirmBooking, "BookingsService/ConfirmBooking", kPeople},
    {Verb::kMoveBooking, "BookingsService/MoveBooking", kPeople},
    {Verb::kExtendBooking, "BookingsService/ExtendBooking", kEverybody},
    {Verb::kShortenBooking, "BookingsService/ShortenBooking", kPeople},
    {Verb::kCancelBooking, "BookingsService/CancelBooking", kPeople},
    {Verb::kApproveBooking, "BookingsService/ApproveBooking", kStaff},
    {Verb::kRejectBooking, "BookingsService/RejectBooking", kStaff},
    {Verb::kCheckIn, "BookingsService/CheckIn", kEverybody},
    {Verb::kCheckOut, "BookingsService/CheckOut", kEverybody},
    {Verb::kMarkNoShow, "BookingsService/MarkNoShow", kStaff},
    {Verb::kHandOver, "BookingsService/HandOver", kPeople},
    {Verb::kRealignBookings, "BookingsService/RealignBookings", kStaff},
    {Verb::kGetBooking, "BookingsService/GetBooking", kAsks | kEverybody},
    {Verb::kListBookings, "BookingsService/ListBookings", kAsks | kEverybody},
    {Verb::kGetSeries, "BookingsService/GetSeries", kAsks | kPeople},
    {Verb::kListSeries, "BookingsService/ListSeries", kAsks | kPeople},
    {Verb::kExplain, "BookingsService/Explain", kAsks | kPeople},
    {Verb::kBatchBook, "BookingsService/BatchBook", kPeople},
    {Verb::kImportOccurrences, "BookingsService/ImportOccurrences", kPeople},
    {Verb::kFindFreeTime, "AvailabilityService/FindFreeTime", kAsks | kEverybody},
    {Verb::kNextFree, "AvailabilityService/NextFree", kAsks | kEverybody},
    {Verb::kGetBoard, "AvailabilityService/GetBoard", kAsks | kEverybody},
    {Verb::kPreviewCommand, "AvailabilityService/PreviewCommand", kAsks | kPeople},
    {Verb::kFileWish, "WishesService/FileWish", kPeople},
    {Verb::kAcceptOffer, "WishesService/AcceptOffer", kPeople},
    {Verb::kDeclineOffer, "WishesService/DeclineOffer", kPeople},
    {Verb::kWithdrawWish, "WishesService/WithdrawWish", kPeople},
    {Verb::kGetWish, "WishesService/GetWish", kAsks | kPeople},
    {Verb::kListWishes, "WishesService/ListWishes", kAsks | kPeople},
    {Verb::kWatch, "WatchService/Watch", kAsks | kEverybody},
    {Verb::kCreateSite, "CatalogueService/CreateSite", kStaff},
    {Verb::kGetSite, "CatalogueService/GetSite", kAsks | kEverybody},
    {Verb::kListSites, "CatalogueService/ListSites", kAsks | kEverybody},
    {Verb::kUpdateSite, "CatalogueService/UpdateSite", kStaff},
    {Verb::kDeleteSite, "CatalogueService/DeleteSite", kStaff},
    {Verb::kCreatePool, "CatalogueService/CreatePool", kStaff},
    {Verb::kGetPool, "CatalogueService/GetPool", kAsks | kEverybody},
    {Verb::kListPools, "CatalogueService/ListPools", kAsks | kEverybody},
    {Verb::kUpdatePool, "CatalogueService/UpdatePool", kStaff},
    {Verb::kDeletePool, "CatalogueService/DeletePool", kStaff},
    {Verb::kCreateResource, "CatalogueService/CreateResource", kStaff},
    {Verb::kGetResource, "CatalogueService/GetResource", kAsks | kEverybody},
    {Verb::kListResources, "CatalogueService/ListResources", kAsks | kEverybody},
    {Verb::kUpdateResource, "CatalogueService/UpdateResource", kStaff},
    {Verb::kDeleteResource, "CatalogueService/DeleteResource", kStaff},
    {Verb::kCreateCertification, "CatalogueService/CreateCertification", kStaff},
    {Verb::kGetCertification, "CatalogueService/GetCertification", kAsks | kEverybody},
    {Verb::kListCertifications, "CatalogueService/ListCertifications", kAsks | kEverybody},
    {Verb::kUpdateCertification, "CatalogueService/UpdateCertification", kStaff},
    {Verb::kDeleteCertification, "CatalogueService/DeleteCertification", kStaff},
    {Verb::kDeclareOutage, "CatalogueService/DeclareOutage", kStaff},
    {Verb::kPreviewOutage, "CatalogueService/PreviewOutage", kAsks | kStaff},
    {Verb::kUpdateOutage, "CatalogueService/UpdateOutage", kStaff},
    {Verb::kLiftOutage, "CatalogueService/LiftOutage", kStaff},
    {Verb::kGetOutage, "CatalogueService/GetOutage", kAsks | kEverybody},
    {Verb::kListOutages, "CatalogueService/ListOutages", kAsks | kEverybody},
    {Verb::kReportFault, "CatalogueService/ReportFault", kEverybody},
    {Verb::kListFaults, "CatalogueService/ListFaults", kAsks | kEverybody},
    {Verb::kResolveFault, "CatalogueService/ResolveFault", kStaff},
    {Verb::kCreateCompany, "DirectoryService/CreateCompany", kStaff},
    {Verb::kGetCompany, "DirectoryService/GetCompany", kAsks | kPeople},
    {Verb::kListCompanies, "DirectoryService/ListCompanies", kAsks | kPeople},
    {Verb::kUpdateCompany, "DirectoryService/UpdateCompany", kStaff},
    {Verb::kDeleteCompany, "DirectoryService/DeleteCompany", kStaff},
    {Verb::kCreateMember, "DirectoryService/CreateMember", kStaff},
    {Verb::kGetMember, "DirectoryService/GetMember", kAsks | kPeople},
    {Verb::kListMembers, "DirectoryService/ListMembers", kAsks | kPeople},
    {Verb::kUpdateMember, "DirectoryService/UpdateMember", kStaff},
    {Verb::kSetQuietHours, "DirectoryService/SetQuietHours", kPeople},
    {Verb::kDeleteMember, "DirectoryService/DeleteMember", kStaff},
    {Verb::kEraseMember, "DirectoryService/EraseMember", kManagers},
    {Verb::kGrantCertification, "DirectoryService/GrantCertification", kStaff},
    {Verb::kRevokeCertification, "DirectoryService/RevokeCertification", kStaff},
    {Verb::kRegisterBadge, "DirectoryService/RegisterBadge", kStaff},
    {Verb::kRevokeBadge, "DirectoryService/RevokeBadge", kStaff},
    {Verb::kListBadges, "DirectoryService/ListBadges", kAsks | kPeople},
    {Verb::kMoveMember, "DirectoryService/MoveMember", kStaff},
    {Verb::kWindUpCompany, "DirectoryService/WindUpCompany", kManagers},
    {Verb::kPreviewWindingUp, "DirectoryService/PreviewWindingUp", kAsks | kManagers},
    {Verb::kGetCaller, "DirectoryService/GetCaller", kAsks | kEverybody},
    {Verb::kCreateQuota, "QuotasService/CreateQuota", kStaff},
    {Verb::kGetQuota, "QuotasService/GetQuota", kAsks | kPeople},
    {Verb::kListQuotas, "QuotasService/ListQuotas", kAsks | kPeople},
    {Verb::kUpdateQuota, "QuotasService/UpdateQuota", kStaff},
    {Verb::kDeleteQuota, "QuotasService/DeleteQuota", kStaff},
    {Verb::kGetQuotaStanding, "QuotasService/GetQuotaStanding", kAsks | kPeople},
    {Verb::kGetShareStanding, "SharesService/GetShareStanding", kAsks | kPeople},
    {Verb::kGetLedger, "SharesService/GetLedger", kAsks | kPeople},
    {Verb::kLendGuarantee, "SharesService/LendGuarantee", kPeople},
    {Verb::kTakeBackGuarantee, "SharesService/TakeBackGuarantee", kPeople},
    {Verb::kApplyLab, "LabService/ApplyLab", kStaff},
    {Verb::kExportLab, "LabService/ExportLab", kAsks | kStaff},
    {Verb::kCreateToken, "AdminService/CreateToken", kManagers},
    {Verb::kListTokens, "AdminService/ListTokens", kAsks | kManagers},
    {Verb::kRevokeToken, "AdminService/RevokeToken", kManagers},
    {Verb::kCreateBackup, "AdminService/CreateBackup", kManagers},
    {Verb::kGetStatistics, "AdminService/GetStatistics", kAsks | kStaff},
    {Verb::kGetConfiguration, "AdminService/GetConfiguration", kAsks | kManagers},
    {Verb::kGetDigest, "AdminService/GetDigest", kAsks | kStaff},
    {Verb::kGetClock, "AdminService/GetClock", kAsks | kEverybody},
    {Verb::kAdvanceClock, "AdminService/AdvanceClock", kStaff},
    {Verb::kCreateFeed, "FeedsService/CreateFeed", kPeople},
    {Verb::kListFeeds, "FeedsService/ListFeeds", kAsks | kPeople},
    {Verb::kRevokeFeed, "FeedsService/RevokeFeed", kPeople},
    {Verb::kPreviewImport, "ImportsService/PreviewImport", kAsks | kPeople},
    {Verb::kCreateEnrolmentCode, "KiosksService/CreateEnrolmentCode", kManagers},
    {Verb::kEnrol, "KiosksService/Enrol", kEverybody | kWithoutToken},
    {Verb::kSetPin, "KiosksService/SetPin", kMember | kManagers},
    {Verb::kRemovePin, "KiosksService/RemovePin", kPeople},
    {Verb::kGetStatement, "StatementsService/GetStatement", kAsks | kPeople},
    {Verb::kListStatements, "StatementsService/ListStatements", kAsks | kStaff},
    {Verb::kRehearseLab, "RehearsalsService/RehearseLab", kAsks | kManagers},
    {Verb::kSignIn, "SignInService/SignIn", kEverybody | kWithoutToken},
    {Verb::kSignOut, "SignInService/SignOut", kMember | kManagers},
    {Verb::kListSessions, "SignInService/ListSessions", kAsks | kMember | kManagers},
    {Verb::kChangePassword, "SignInService/ChangePassword", kMember | kManagers},
    {Verb::kSetOneTimePassword, "SignInService/SetOneTimePassword", kManagers},
    {Verb::kRemovePassword, "SignInService/RemovePassword", kManagers},
    {Verb::kListAudit, "AuditService/ListAudit", kAsks | kManagers},
    {Verb::kExportMember, "AuditService/ExportMember", kAsks | kMember | kManagers},
    {Verb::kOpenRound, "RoundsService/OpenRound", kStaff},
    {Verb::kFileList, "RoundsService/FileList", kPeople},
    {Verb::kCloseRound, "RoundsService/CloseRound", kStaff},
    {Verb::kCancelRound, "RoundsService/CancelRound", kStaff},
    {Verb::kGetRound, "RoundsService/GetRound", kAsks | kPeople},
    {Verb::kListRounds, "RoundsService/ListRounds", kAsks | kPeople},
}};

// A row out of place would give one RPC the rights of another.
constexpr bool InOrder() {
  for (size_t i = 0; i < kRights.size(); ++i) {
    if (static_cast<size_t>(kRights[i].verb) != i || kRights[i].roles == 0) return false;
  }
  return true;
}
static_assert(InOrder());

}  // namespace

const std::array<Right, kVerbs>& Rights() { return kRights; }

bool MayCall(Role role, Verb verb) {
  return (kRights[static_cast<size_t>(verb)].roles & RoleBit(role)) != 0;
}

bool OnlyAsks(Verb verb) { return (kRights[static_cast<size_t>(verb)].roles & kAsks) != 0; }

bool NeedsNoToken(Verb verb) {
  return (kRights[static_cast<size_t>(verb)].roles & kWithoutToken) != 0;
}

}  // namespace mutua::access
