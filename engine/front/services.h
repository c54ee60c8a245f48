// The services of the contract, each as the methods that it adds to a Service of the frame.
#pragma once

#include "engine/front/service.h"

namespace mutua::front {

void AddBookings(Service& service);      // bookings, one by one
void AddSeries(Service& service);        // series, beside them in BookingsService
void AddLists(Service& service);         // GetBooking, ListBookings, GetSeries, ListSeries
void AddBatches(Service& service);       // BatchBook, ImportOccurrences, RealignBookings
void AddExplain(Service& service);       // Explain
void AddWishes(Service& service);        // WishesService
void AddAvailability(Service& service);  // AvailabilityService
void AddCatalogue(Service& service);     // CatalogueService: what can be booked
void AddOutages(Service& service);       // its outages
void AddFaults(Service& service);        // its faults
void AddWindUp(Service& service);        // DirectoryService: a company leaves
void AddDirectory(Service& service);     // DirectoryService: companies, members, the caller
void AddBadges(Service& service);        // its badges
void AddQuotas(Service& service);        // QuotasService
void AddShares(Service& service);        // SharesService
void AddLedger(Service& service);        // its ledger of credits
void AddRounds(Service& service);        // RoundsService
void AddLab(Service& service);           // LabService
void AddTokens(Service& service);        // AdminService: tokens
void AddFeeds(Service& service);         // FeedsService
void AddImports(Service& service);       // ImportsService
// AdminService: how it is, its clock; backups.
void AddAdmin(Service& service);
void AddBackup(Service& service);
void AddKiosks(Service& service);      // KiosksService
void AddStatements(Service& service);  // StatementsService
void AddRehearsals(Service& service);  // RehearsalsService
void AddSignIn(Service& service);      // SignInService
void AddAudit(Service& service);       // AuditService: the history
void AddExport(Service& service);      // AuditService: all about a member

}  // namespace mutua::front
