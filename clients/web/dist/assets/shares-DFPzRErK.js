import{B as e,at as t,ct as n,it as r,ot as i,st as a}from"./wire-DCz3l2mP.js";import{p as o}from"./icon-xrFmvHz-.js";import{d as s,h as c}from"./shared-XZoJNEhk.js";import{t as l}from"./words.svelte-DmY_uS0-.js";var u=n(t(`
mutua/v1/shares.proto\bmutua.v1"¶
	Guarantee$
\binterval (\v2.mutua.v1.Interval-

guaranteed (\v2.google.protobuf.Duration'
used (\v2.google.protobuf.Duration+
\bcapacity (\v2.google.protobuf.Duration"
\rShareStanding\f
pool (	
\x07company (	\r
share (
shares (
\vusage_ticks (
\ffuture_ticks (\f
rank\x07 (\r
ranked\b (\r'

guarantees	 (\v2.mutua.v1.Guarantee
\bsentence
 (	
\rlost_contests\v (\r.

token_ends\f (\v2.google.protobuf.Timestamp"_
\bDrawSeed\f
pool (	$
\binterval (\v2.mutua.v1.Interval
	seed_hash (	\f
seed (	"N
GetShareStandingRequest
\x07company (	\f
pool (	
\fmin_position ("{
GetShareStandingResponse*
	standings (\v2.mutua.v1.ShareStanding
\bposition (!
seeds (\v2.mutua.v1.DrawSeed"¨
\x07Lending\f
pool (	
\x07company (	$
\binterval (\v2.mutua.v1.Interval+
\breleased (\v2.google.protobuf.Duration+
\bborrowed (\v2.google.protobuf.Duration"¨
\rCreditAccount\f
pool (	
\x07company (	
\rbalance_ticks (
\fescrow_ticks (
\vfloor_ticks (
\rceiling_ticks (
lent\x07 (\v2.mutua.v1.Lending"
\vCreditEntry&
at (\v2.google.protobuf.Timestamp\f
pool (	&
reason (2.mutua.v1.CreditReason\r
ticks ()
beyond (\v2.google.protobuf.Duration
\x07booking (	
\bsentence\x07 (	
\bresource\b (	'
used	 (\v2.google.protobuf.Duration"^
\vPoolCredits\f
pool (	
\rcommons_ticks (
\fescrow_ticks (
\fminted_ticks ("\\
GetLedgerRequest
\x07company (	\f
pool (	
\fmin_position (
\vat_position ("
GetLedgerResponse)
\baccounts (\v2.mutua.v1.CreditAccount&
\x07entries (\v2.mutua.v1.CreditEntry$
pools (\v2.mutua.v1.PoolCredits
\bposition ("
LendGuaranteeRequest

request_id (	\f
pool (	
\x07company (	&
at (\v2.google.protobuf.Timestamp)
length (\v2.google.protobuf.Duration"M
LendGuaranteeResponse"
\x07lending (\v2.mutua.v1.Lending
\bposition ("\xA0
TakeBackGuaranteeRequest

request_id (	\f
pool (	
\x07company (	&
at (\v2.google.protobuf.Timestamp)
length (\v2.google.protobuf.Duration"Q
TakeBackGuaranteeResponse"
\x07lending (\v2.mutua.v1.Lending
\bposition (*
\fCreditReason
CREDIT_REASON_UNSPECIFIED\0
CREDIT_REASON_PAID
CREDIT_REASON_GIVEN_BACK
CREDIT_REASON_LENT
CREDIT_REASON_RECIRCULATED
CREDIT_REASON_GIVEN
CREDIT_REASON_FAVOUR
CREDIT_REASON_RECEIVED\x07
CREDIT_REASON_WOUND_UP\b2à
\rSharesServiceY
GetShareStanding!.mutua.v1.GetShareStandingRequest".mutua.v1.GetShareStandingResponseD
	GetLedger.mutua.v1.GetLedgerRequest\x1B.mutua.v1.GetLedgerResponseP
\rLendGuarantee.mutua.v1.LendGuaranteeRequest.mutua.v1.LendGuaranteeResponse\\
TakeBackGuarantee".mutua.v1.TakeBackGuaranteeRequest#.mutua.v1.TakeBackGuaranteeResponsebproto3`,[i,a,r]),0),d=3600;function f(t,n){return o(()=>e(u,t).getShareStanding({minPosition:n}))}function p(e){let t=Math.round(Number(e)/d*100)/100;return l.w.credits(c.format.number(t))}function m({share:e,shares:t}){let{w:n}=l;if(e===0n)return n.noShare;let r=new Intl.NumberFormat(c.language,{style:`percent`,maximumFractionDigits:1}),{format:i}=c;return n.ofAll(i.number(Number(e)),i.number(Number(t)),r.format(Number(e)/Number(t)))}function h(e){let{format:t}=c,[n,r]=[s(e.used),s(e.guaranteed)];return n>r?l.w.beyond(t.length(n),t.length(r)):l.w.left(t.length(n),t.length(r),t.length(r-n))}export{m as i,h as n,f as r,p as t};