// From requests of the contract to commands of the core: what each mutation of bookings, series and
// wishes asks for. Used by the services, by batches and by previews alike.
//
// Each fills in `out->command.body` and the side texts, or leaves an objection in the Reading.
// Thread-safe: no state.
#pragma once

#include "engine/front/reading.h"
#include "engine/front/texts.h"
#include "engine/pipeline/request.h"
#include "mutua/v1/bookings.pb.h"
#include "mutua/v1/wishes.pb.h"

namespace mutua::front {

void Translate(Reading& in, Texts& texts, const v1::CreateBookingRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::ConfirmBookingRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::MoveBookingRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::ExtendBookingRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::ShortenBookingRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::CancelBookingRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::ApproveBookingRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::RejectBookingRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::CheckInRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::CheckOutRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::MarkNoShowRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::HandOverRequest& request,
               pipeline::Request* out);

void Translate(Reading& in, Texts& texts, const v1::CreateSeriesRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::UpdateSeriesRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::RefillSeriesRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::CancelSeriesRequest& request,
               pipeline::Request* out);

void Translate(Reading& in, Texts& texts, const v1::FileWishRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::AcceptOfferRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::DeclineOfferRequest& request,
               pipeline::Request* out);
void Translate(Reading& in, Texts& texts, const v1::WithdrawWishRequest& request,
               pipeline::Request* out);

// Parts that several share.

// Title and guests: their sizes checked.
void CheckTexts(Reading& in, const v1::BookingSpec& spec, const Path& path);
// All of them, named or not.
uint16_t GuestsOf(const v1::BookingSpec& spec);
// A manager's order to set policy aside, with its reason beside.
core::Override ReadOverride(Reading& in, Texts& texts, bool asked, const v1::Override& override_it,
                            pipeline::Request* out);

}  // namespace mutua::front
