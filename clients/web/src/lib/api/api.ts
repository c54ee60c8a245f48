// The engine over gRPC-Web at the page's own origin, one typed client a service.
import { createClient, type Interceptor, type Transport } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { AvailabilityService } from "../../gen/mutua/v1/availability_pb";
import { BookingsService } from "../../gen/mutua/v1/bookings_pb";
import { CatalogueService } from "../../gen/mutua/v1/catalogue_pb";
import { DirectoryService } from "../../gen/mutua/v1/directory_pb";
import { QuotasService } from "../../gen/mutua/v1/quotas_pb";
import { WishesService } from "../../gen/mutua/v1/wishes_pb";

const kAnswerWithin = 10_000; // milliseconds; a stream has no such limit

/** `token`: empty for whoever is nobody yet. */
export function makeTransport(token: string, language: () => string): Transport {
  const identify: Interceptor = (next) => (request) => {
    if (token !== "") request.header.set("authorization", `Bearer ${token}`);
    request.header.set("accept-language", language());
    return next(request);
  };
  return createGrpcWebTransport({
    baseUrl: globalThis.location.origin,
    interceptors: [identify],
    defaultTimeoutMs: kAnswerWithin,
  });
}

export function makeApi(token: string, language: () => string) {
  const transport = makeTransport(token, language);
  return {
    /** For the services that only one page uses: who needs one makes its client. */
    transport,
    availability: createClient(AvailabilityService, transport),
    bookings: createClient(BookingsService, transport),
    catalogue: createClient(CatalogueService, transport),
    directory: createClient(DirectoryService, transport),
    quotas: createClient(QuotasService, transport),
    wishes: createClient(WishesService, transport),
  };
}

export type Api = ReturnType<typeof makeApi>;
