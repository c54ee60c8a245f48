import{Z as e,at as t,ct as n,it as r,ot as i}from"./wire-DZXZlsmD.js";function a(e){return e.slice(0,7)}function o(e,t){let n=Number(e.slice(0,4))*12+Number(e.slice(5,7))-1+t;return`${String(Math.floor(n/12)).padStart(4,`0`)}-${String(n%12+1).padStart(2,`0`)}`}function s(e){let t=Number(e.slice(0,4));return/^\d{4}-(?:0[1-9]|1[0-2])$/.test(e)&&t>=1970&&t<=2199}var c=n(t(`
mutua/v1/statements.proto\bmutua.v1"
\rStatementSums
\bbookings ()
booked (\v2.google.protobuf.Duration'
used (\v2.google.protobuf.Duration
price (\v2.mutua.v1.Charge"
\brefunded (\v2.mutua.v1.Charge!
\x07charged (\v2.mutua.v1.Charge!
\x07overrun\x07 (\v2.mutua.v1.Charge"?
\bPoolSums\f
pool (	%
sums (\v2.mutua.v1.StatementSums"ç
	RatedPart
\bresource (	\f
pool (	\r
units (\r'
peak (\v2.google.protobuf.Duration)
normal (\v2.google.protobuf.Duration+
\boff_peak (\v2.google.protobuf.Duration*
\x07grabbed\x07 (\v2.google.protobuf.Duration"
\rStatementLine"
\x07booking (\v2.mutua.v1.Booking%
sums (\v2.mutua.v1.StatementSums"
parts (\v2.mutua.v1.RatedPart
priced_otherwise (\b"r
GetStatementRequest
\x07company (	\r
month (	
	page_size (\r

page_token (	
\fmin_position ("
GetStatementResponse
\x07company (	
\fcompany_name (	\r
month (	&
lines (\v2.mutua.v1.StatementLine!
pools (\v2.mutua.v1.PoolSums&
total (\v2.mutua.v1.StatementSums

month_over\x07 (\b
	unsettled\b (
next_page_token	 (	
\bposition
 ("s
CompanyStatement
\x07company (	
\fcompany_name (	%
sums (\v2.mutua.v1.StatementSums
	unsettled ("
\vResourceUse
\bresource (	
\bbookings ()
booked (\v2.google.protobuf.Duration'
used (\v2.google.protobuf.Duration"q
ListStatementsRequest\r
month (	
	page_size (\r

page_token (	
\fmin_position (\f
week (	"¬
ListStatementsResponse\r
month (	.

statements (\v2.mutua.v1.CompanyStatement!
pools (\v2.mutua.v1.PoolSums&
total (\v2.mutua.v1.StatementSums

month_over (\b
	unsettled (
next_page_token\x07 (	
\bposition\b (\f
week	 (	(
	resources
 (\v2.mutua.v1.ResourceUse2·
StatementsServiceM
\fGetStatement.mutua.v1.GetStatementRequest.mutua.v1.GetStatementResponseS
ListStatements.mutua.v1.ListStatementsRequest .mutua.v1.ListStatementsResponsebproto3`,[i,e,r]),0);export{a as i,o as n,s as r,c as t};