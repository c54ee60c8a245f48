import{at as e,ct as t,it as n,st as r}from"./wire-DZXZlsmD.js";var i=t(e(`
mutua/v1/audit.proto\bmutua.v1"«
ListAuditRequest
member (	
\x07company (	
\bresource (	'
window (\v2.mutua.v1.AskedInterval
	page_size (\r

page_token (	
\fmin_position\x07 ("ë

AuditEntry
\bposition (
number (\r&
at (\v2.google.protobuf.Timestamp

by (	\r
token (	

token_name (	
\fon_behalf_of\x07 (	
\x07company\b (	\f
what	 (	
\x07subject
 (	
	resources\v (	\v
why\f (	"{
ListAuditResponse%
\x07entries (\v2.mutua.v1.AuditEntry
next_page_token (	
\fchain_digest (\f
\bposition (";
ExportMemberRequest
member (	
\fmin_position ("6
ExportMemberResponse\f
json (	
\bposition (2£
\fAuditServiceD
	ListAudit.mutua.v1.ListAuditRequest\x1B.mutua.v1.ListAuditResponseM
\fExportMember.mutua.v1.ExportMemberRequest.mutua.v1.ExportMemberResponsebproto3`,[r,n]),0);export{i as t};