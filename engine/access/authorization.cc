#include "engine/access/authorization.h"

namespace mutua::access {
namespace {

using model::Role;

constexpr uint8_t kMember = RoleBit(Role::kMember);
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
    {Verb::kGetBooking, "BookingsService/GetBooking", kEverybody},
    {Verb::kListBookings, "BookingsService/ListBookings", kEverybody},
    {Verb::kGetSeries, "BookingsService/GetSeries", kPeople},
    {Verb::kListSeries, "BookingsService/ListSeries", kPeople},
    {Verb::kExplain, "BookingsService/Explain", kPeople},
    {Verb::kBatchBook, "BookingsService/BatchBook", kPeople},
    {Verb::kImportOccurrences, "BookingsService/ImportOccurrences", kStaff},
    {Verb::kFindFreeTime, "AvailabilityService/FindFreeTime", kEverybody},
    {Verb::kNextFree, "AvailabilityService/NextFree", kEverybody},
    {Verb::kGetBoard, "AvailabilityService/GetBoard", kEverybody},
    {Verb::kPreviewCommand, "AvailabilityService/PreviewCommand", kPeople},
    {Verb::kFileWish, "WishesService/FileWish", kPeople},
    {Verb::kAcceptOffer, "WishesService/AcceptOffer", kPeople},
    {Verb::kDeclineOffer, "WishesService/DeclineOffer", kPeople},
    {Verb::kWithdrawWish, "WishesService/WithdrawWish", kPeople},
    {Verb::kGetWish, "WishesService/GetWish", kPeople},
    {Verb::kListWishes, "WishesService/ListWishes", kPeople},
    {Verb::kWatch, "WatchService/Watch", kEverybody},
    {Verb::kCreateSite, "CatalogueService/CreateSite", kStaff},
    {Verb::kGetSite, "CatalogueService/GetSite", kEverybody},
    {Verb::kListSites, "CatalogueService/ListSites", kEverybody},
    {Verb::kUpdateSite, "CatalogueService/UpdateSite", kStaff},
    {Verb::kDeleteSite, "CatalogueService/DeleteSite", kStaff},
    {Verb::kCreatePool, "CatalogueService/CreatePool", kStaff},
    {Verb::kGetPool, "CatalogueService/GetPool", kEverybody},
    {Verb::kListPools, "CatalogueService/ListPools", kEverybody},
    {Verb::kUpdatePool, "CatalogueService/UpdatePool", kStaff},
    {Verb::kDeletePool, "CatalogueService/DeletePool", kStaff},
    {Verb::kCreateResource, "CatalogueService/CreateResource", kStaff},
    {Verb::kGetResource, "CatalogueService/GetResource", kEverybody},
    {Verb::kListResources, "CatalogueService/ListResources", kEverybody},
    {Verb::kUpdateResource, "CatalogueService/UpdateResource", kStaff},
    {Verb::kDeleteResource, "CatalogueService/DeleteResource", kStaff},
    {Verb::kCreateCertification, "CatalogueService/CreateCertification", kStaff},
    {Verb::kGetCertification, "CatalogueService/GetCertification", kEverybody},
    {Verb::kListCertifications, "CatalogueService/ListCertifications", kEverybody},
    {Verb::kUpdateCertification, "CatalogueService/UpdateCertification", kStaff},
    {Verb::kDeleteCertification, "CatalogueService/DeleteCertification", kStaff},
    {Verb::kDeclareOutage, "CatalogueService/DeclareOutage", kStaff},
    {Verb::kPreviewOutage, "CatalogueService/PreviewOutage", kStaff},
    {Verb::kUpdateOutage, "CatalogueService/UpdateOutage", kStaff},
    {Verb::kLiftOutage, "CatalogueService/LiftOutage", kStaff},
    {Verb::kGetOutage, "CatalogueService/GetOutage", kEverybody},
    {Verb::kListOutages, "CatalogueService/ListOutages", kEverybody},
    {Verb::kReportFault, "CatalogueService/ReportFault", kEverybody},
    {Verb::kListFaults, "CatalogueService/ListFaults", kEverybody},
    {Verb::kResolveFault, "CatalogueService/ResolveFault", kStaff},
    {Verb::kCreateCompany, "DirectoryService/CreateCompany", kStaff},
    {Verb::kGetCompany, "DirectoryService/GetCompany", kPeople},
    {Verb::kListCompanies, "DirectoryService/ListCompanies", kPeople},
    {Verb::kUpdateCompany, "DirectoryService/UpdateCompany", kStaff},
    {Verb::kDeleteCompany, "DirectoryService/DeleteCompany", kStaff},
    {Verb::kCreateMember, "DirectoryService/CreateMember", kStaff},
    {Verb::kGetMember, "DirectoryService/GetMember", kPeople},
    {Verb::kListMembers, "DirectoryService/ListMembers", kPeople},
    {Verb::kUpdateMember, "DirectoryService/UpdateMember", kStaff},
    {Verb::kDeleteMember, "DirectoryService/DeleteMember", kStaff},
    {Verb::kEraseMember, "DirectoryService/EraseMember", kManagers},
    {Verb::kGrantCertification, "DirectoryService/GrantCertification", kStaff},
    {Verb::kRevokeCertification, "DirectoryService/RevokeCertification", kStaff},
    {Verb::kRegisterBadge, "DirectoryService/RegisterBadge", kStaff},
    {Verb::kRevokeBadge, "DirectoryService/RevokeBadge", kStaff},
    {Verb::kListBadges, "DirectoryService/ListBadges", kPeople},
    {Verb::kMoveMember, "DirectoryService/MoveMember", kStaff},
    {Verb::kGetCaller, "DirectoryService/GetCaller", kEverybody},
    {Verb::kCreateQuota, "QuotasService/CreateQuota", kStaff},
    {Verb::kGetQuota, "QuotasService/GetQuota", kPeople},
    {Verb::kListQuotas, "QuotasService/ListQuotas", kPeople},
    {Verb::kUpdateQuota, "QuotasService/UpdateQuota", kStaff},
    {Verb::kDeleteQuota, "QuotasService/DeleteQuota", kStaff},
    {Verb::kGetQuotaStanding, "QuotasService/GetQuotaStanding", kPeople},
    {Verb::kGetShareStanding, "SharesService/GetShareStanding", kPeople},
    {Verb::kGetLedger, "SharesService/GetLedger", kPeople},
    {Verb::kLendGuarantee, "SharesService/LendGuarantee", kPeople},
    {Verb::kTakeBackGuarantee, "SharesService/TakeBackGuarantee", kPeople},
    {Verb::kApplyLab, "LabService/ApplyLab", kStaff},
    {Verb::kExportLab, "LabService/ExportLab", kStaff},
    {Verb::kCreateToken, "AdminService/CreateToken", kManagers},
    {Verb::kListTokens, "AdminService/ListTokens", kManagers},
    {Verb::kRevokeToken, "AdminService/RevokeToken", kManagers},
    {Verb::kCreateBackup, "AdminService/CreateBackup", kManagers},
    {Verb::kGetStatistics, "AdminService/GetStatistics", kStaff},
    {Verb::kGetConfiguration, "AdminService/GetConfiguration", kManagers},
    {Verb::kGetDigest, "AdminService/GetDigest", kStaff},
    {Verb::kGetClock, "AdminService/GetClock", kEverybody},
    {Verb::kAdvanceClock, "AdminService/AdvanceClock", kStaff},
    {Verb::kCreateFeed, "FeedsService/CreateFeed", kPeople},
    {Verb::kListFeeds, "FeedsService/ListFeeds", kPeople},
    {Verb::kRevokeFeed, "FeedsService/RevokeFeed", kPeople},
    {Verb::kPreviewImport, "ImportsService/PreviewImport", kStaff},
    {Verb::kCreateEnrolmentCode, "KiosksService/CreateEnrolmentCode", kManagers},
    {Verb::kEnrol, "KiosksService/Enrol", kEverybody | kWithoutToken},
    {Verb::kSetPin, "KiosksService/SetPin", kMember | kManagers},
    {Verb::kRemovePin, "KiosksService/RemovePin", kPeople},
    {Verb::kGetStatement, "StatementsService/GetStatement", kPeople},
    {Verb::kListStatements, "StatementsService/ListStatements", kStaff},
    {Verb::kRehearseLab, "RehearsalsService/RehearseLab", kManagers},
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

bool NeedsNoToken(Verb verb) {
  return (kRights[static_cast<size_t>(verb)].roles & kWithoutToken) != 0;
}

}  // namespace mutua::access
