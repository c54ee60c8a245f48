import{at as e,ct as t,r as n,st as r}from"./wire-DZXZlsmD.js";var i=t(e(`
mutua/v1/kiosks.proto\bmutua.v1"8
CreateEnrolmentCodeRequest\f
site (	\f
name (	"[
\x1BCreateEnrolmentCodeResponse\f
code (	.

expires_at (\v2.google.protobuf.Timestamp"0
\fEnrolRequest

request_id (	\f
code (	"Q
\rEnrolResponse
token (\v2.mutua.v1.Token
secret (	
\bposition ("0
\rSetPinRequest

request_id (	\v
pin (	""
SetPinResponse
\bposition ("6
RemovePinRequest

request_id (	
member (	"%
RemovePinResponse
\bposition (2°
\rKiosksServiceb
CreateEnrolmentCode$.mutua.v1.CreateEnrolmentCodeRequest%.mutua.v1.CreateEnrolmentCodeResponse8
Enrol.mutua.v1.EnrolRequest.mutua.v1.EnrolResponse;
SetPin.mutua.v1.SetPinRequest.mutua.v1.SetPinResponseD
	RemovePin.mutua.v1.RemovePinRequest\x1B.mutua.v1.RemovePinResponsebproto3`,[r,n]),0);export{i as t};