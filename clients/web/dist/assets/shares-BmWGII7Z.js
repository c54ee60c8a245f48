import{B as e,at as t,ct as n,it as r,ot as i,st as a}from"./wire-DZXZlsmD.js";import{f as o,g as s,j as c,p as l}from"./shared-DjFTMYx9.js";import{t as u}from"./words.svelte-L9FAqLov.js";var d=t(`
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
\fminted_ticks ("
GetLedgerRequest
\x07company (	\f
pool (	
\fmin_position (
\vat_position (&
at (\v2.google.protobuf.Timestamp"
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
TakeBackGuarantee".mutua.v1.TakeBackGuaranteeRequest#.mutua.v1.TakeBackGuaranteeResponsebproto3`,[i,a,r]),f=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.PAID=1]=`PAID`,e[e.GIVEN_BACK=2]=`GIVEN_BACK`,e[e.LENT=3]=`LENT`,e[e.RECIRCULATED=4]=`RECIRCULATED`,e[e.GIVEN=5]=`GIVEN`,e[e.FAVOUR=6]=`FAVOUR`,e[e.RECEIVED=7]=`RECEIVED`,e[e.WOUND_UP=8]=`WOUND_UP`,e}({}),p=n(d,0),m=3600;function h(t,n){return c(()=>e(p,t).getShareStanding({minPosition:n}))}function g(e){let t=Math.round(Number(e)/m*100)/100;return u.w.credits(t,s.format.number(t))}function _(e,t,n){let{start:r,end:i}=l(e),[a,o]=[r,i-1].map(e=>s.format.day(t,e));return r<=n&&n<i?u.w.running(o??``):u.w.period(a??``,o??``)}function v({share:e,shares:t}){let{w:n}=u;if(e===0n)return n.noShare;let r=new Intl.NumberFormat(s.language,{style:`percent`,maximumFractionDigits:1}),{format:i}=s;return n.ofAll(Number(e),i.number(Number(t)),r.format(Number(e)/Number(t)))}function y(e){let{format:t}=s,[n,r]=[o(e.used),o(e.guaranteed)];return n>r?u.w.beyond(t.length(n),t.length(r)):u.w.left(t.length(n),t.length(r),t.length(r-n))}export{v as a,h as i,y as n,f as o,_ as r,p as s,g as t};