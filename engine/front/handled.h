// Requests about one thing with a handle: the same five for sites, pools, resources, certifications
// and companies. Fields are found by the names that the Nature of the thing gives; the contract
// uses them throughout.
//
// Thread-safe: no state.
#pragma once

#include <string>
#include <utility>

#include "engine/front/service.h"
#include "engine/front/things.h"
#include "engine/front/update_mask.h"

namespace mutua::front {

// The thing, or the handle, that a request or an answer has in its field of that name.
template <class Thing>
const Thing& ThingOf(const google::protobuf::Message& message) {
  const auto* field = message.GetDescriptor()->FindFieldByName(Nature<Thing>::kName);
  return static_cast<const Thing&>(message.GetReflection()->GetMessage(message, field));
}
template <class Thing>
Thing* ThingOf(google::protobuf::Message* message) {
  const auto* field = message->GetDescriptor()->FindFieldByName(Nature<Thing>::kName);
  return static_cast<Thing*>(message->GetReflection()->MutableMessage(message, field));
}
template <class Thing>
std::string HandleOf(const google::protobuf::Message& message) {
  const auto* field = message.GetDescriptor()->FindFieldByName(Nature<Thing>::kName);
  return message.GetReflection()->GetString(message, field);
}

template <class Thing>
using RecordOf = typename Nature<Thing>::Record;
template <class Thing>
using IdOf = decltype(RecordOf<Thing>::id);

// By its handle, retired or not; null, and an objection, when there is none.
template <class Thing>
const RecordOf<Thing>* FindByHandle(Reading& in, const std::string& handle, const Path& path) {
  if (!IsHandle(handle)) {
    in.Malformed(path, handle.empty() ? Flaw::kMissing : Flaw::kBadForm);
    return nullptr;
  }
  IdOf<Thing> id;
  if constexpr (std::is_same_v<Thing, v1::Member>) {
    id = in.scene().people.Find(handle);
  } else {
    id = IdOf<Thing>(in.state().FindHandle(Nature<Thing>::kKind, handle).value_or(0));
  }
  const RecordOf<Thing>* record = in.state().Find(id);
  if (record == nullptr) in.Unknown(handle);
  return record;
}

// To change it: what is retired cannot be named any more.
template <class Thing>
const RecordOf<Thing>* FindInService(Reading& in, const std::string& handle, const Path& path) {
  const RecordOf<Thing>* record = FindByHandle<Thing>(in, handle, path);
  if (record == nullptr || !record->retired) return record;
  in.Unknown(handle);
  return nullptr;
}

template <class Record>
uint32_t VersionOf(const Record& record) {
  if constexpr (requires { record.version; }) return record.version;
  return 0;
}

// The etag that was sent, else the version that the request was read against.
template <class Message, class Record>
uint32_t Expected(Reading& in, const Message& message, const Path& path, const Record& record) {
  if constexpr (requires { message.etag(); }) {
    const uint32_t sent = in.Etag(message.etag(), path);
    if (sent != 0) return sent;
  }
  return VersionOf(record);
}

inline void HandleTaken(Reading& in, const std::string& handle) {
  in.Object({.rule = v1::RULE_HANDLE_TAKEN, .subject = handle, .at = {}});
}

template <class Thing>
void TranslateCreate(Reading& in, const google::protobuf::Message& request,
                     pipeline::Request* out) {
  const Path path(Nature<Thing>::kName);
  Definitions names(in.scene());
  RecordOf<Thing> record;
  const Thing& thing = ThingOf<Thing>(request);
  Read(in, names, thing, path, &record);
  if (!in.ok()) return;
  if (in.state().FindHandle(Nature<Thing>::kKind, record.handle)) {
    return HandleTaken(in, record.handle);
  }
  names.Add(Nature<Thing>::Define(std::move(record), 0), Nature<Thing>::kKind, "");
  out->command.body = names.TakeBody();
}

template <class Thing, class Request>
void TranslateUpdate(Reading& in, const Request& request, pipeline::Request* out) {
  const Path path(Nature<Thing>::kName);
  const Thing& sent = ThingOf<Thing>(request);
  const RecordOf<Thing>* before =
      FindInService<Thing>(in, HandleOf<Thing>(sent), Path(path, Nature<Thing>::kName));
  if (before == nullptr) return;
  Definitions names(in.scene());
  Thing changed;
  Show(names, *before, &changed);
  ApplyMask(in, request.update_mask(), sent,
            {Nature<Thing>::kName, "retired", "etag", "effective_rules", "taken"}, &changed);
  RecordOf<Thing> record = *before;
  if (in.ok()) Read(in, names, changed, path, &record);
  const uint32_t version = Expected(in, sent, Path(path, "etag"), *before);
  if (!in.ok()) return;
  names.Add(Nature<Thing>::Define(std::move(record), version), Nature<Thing>::kKind, "");
  out->command.body = names.TakeBody();
}

template <class Thing, class Request>
void TranslateDelete(Reading& in, const Request& request, pipeline::Request* out) {
  const Path path(Nature<Thing>::kName);
  const RecordOf<Thing>* before = FindInService<Thing>(in, HandleOf<Thing>(request), path);
  if (before == nullptr) return;
  RecordOf<Thing> record = *before;
  record.retired = true;
  const uint32_t version = Expected(in, request, Path("etag"), *before);
  out->command.body = Nature<Thing>::Define(std::move(record), version);
}

template <class Thing, class Response>
void ShowDefined(Showing& show, const pipeline::Answer& answer, Response* response) {
  const RecordOf<Thing>* record =
      show.state().Find(IdOf<Thing>(static_cast<uint32_t>(answer.decision.subject.id)));
  if (record != nullptr) ShowAllowed(show, *record, ThingOf<Thing>(response));
}

template <class Thing>
const std::string KeyOf(const Scene& scene, const RecordOf<Thing>& record) {
  if constexpr (std::is_same_v<Thing, v1::Member>) {
    return scene.people.HandleOf(record.id);
  } else {
    return record.handle;
  }
}

template <class Thing, class Request, class Response>
void AddCreate(Service& service, access::Verb verb) {
  service.Command<Request, Response>(
      verb,
      [](Reading& in, const Request& request, pipeline::Request* out) {
        TranslateCreate<Thing>(in, request, out);
      },
      [](Showing& show, const pipeline::Answer& answer, const Request&, Response* response) {
        ShowDefined<Thing>(show, answer, response);
      });
}

template <class Thing, class Request, class Response>
void AddGet(Service& service, access::Verb verb) {
  service.Question<Request, Response>(
      verb, [](Reading& in, Showing& show, const Request& request, Response* response) {
        const auto* record =
            FindByHandle<Thing>(in, HandleOf<Thing>(request), Path(Nature<Thing>::kName));
        if (record != nullptr) ShowAllowed(show, *record, ThingOf<Thing>(response));
      });
}

template <class Thing, class Request, class Response>
void AddUpdate(Service& service, access::Verb verb) {
  service.Command<Request, Response>(
      verb,
      [](Reading& in, const Request& request, pipeline::Request* out) {
        TranslateUpdate<Thing>(in, request, out);
      },
      [](Showing& show, const pipeline::Answer& answer, const Request&, Response* response) {
        ShowDefined<Thing>(show, answer, response);
      });
}

template <class Thing, class Request, class Response>
void AddDelete(Service& service, access::Verb verb) {
  service.Command<Request, Response>(
      verb,
      [](Reading& in, const Request& request, pipeline::Request* out) {
        TranslateDelete<Thing>(in, request, out);
      },
      [](Showing&, const pipeline::Answer&, const Request&, Response*) {});
}

}  // namespace mutua::front
