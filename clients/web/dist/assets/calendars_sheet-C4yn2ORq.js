import{Dt as e,Et as t,Ft as n,H as r,It as i,Lt as a,Nt as o,O as s,Ot as c,Q as l,Rt as u,Tt as d,U as f,V as ee,Vt as p,at as m,bt as h,dt as g,ft as _,it as v,jt as y,kt as b,m as x,mt as S,pt as te,st as C,tt as w,v as T,z as E}from"./icon-Bv9gMYMC.js";import{B as D,at as O,ct as k,st as A}from"./wire-DUIohBW3.js";import{r as j,t as M}from"./send-BBg7dGMS.js";import{t as ne}from"./problem-frPQaYb9.js";import{t as N}from"./sheet-BsdkzJwd.js";/* empty css               */var P=k(O(`
mutua/v1/feeds.proto\bmutua.v1"ú
Feed\f
feed (	
member (	H\0
\x07company (	H\0
\bresource (	H\0
pool (	H\0
\x07made_by (	

as_manager\x07 (\b.

created_at\b (\v2.google.protobuf.Timestamp.

expires_at	 (\v2.google.protobuf.Timestamp\r
ended
 (\bB\x07
shown"y
CreateFeedRequest

request_id (	
member (	H\0
\x07company (	H\0
\bresource (	H\0
pool (	H\0B\x07
shown"R
CreateFeedResponse
feed (\v2.mutua.v1.Feed\f
path (	
\bposition ("s
ListFeedsRequest
\rinclude_ended (\b\v
own (\b
	page_size (\r

page_token (	
\fmin_position ("]
ListFeedsResponse
feeds (\v2.mutua.v1.Feed
next_page_token (	
\bposition ("5
RevokeFeedRequest

request_id (	\f
feed (	"&
RevokeFeedResponse
\bposition (2æ
\fFeedsServiceG

CreateFeed\x1B.mutua.v1.CreateFeedRequest.mutua.v1.CreateFeedResponseD
	ListFeeds.mutua.v1.ListFeedsRequest\x1B.mutua.v1.ListFeedsResponseG

RevokeFeed\x1B.mutua.v1.RevokeFeedRequest.mutua.v1.RevokeFeedResponsebproto3`,[A]),0),F={en:{title:`Calendars to subscribe to`,what:`A link that your own calendar program reads: on your phone, in Thunderbird, anywhere. What you may not know is only "Busy" in it.`,whatAll:`A link that a calendar program reads. It shows who and what, as you see it, to everybody who has it, for as long as your own sign-in is good.`,companies:`Companies`,members:`Members`,which:`Which calendar`,mine:`My bookings`,company:`My company's bookings`,pools:`Groups`,resources:`Resources`,make:`Make a link`,link:`The link`,copy:`Copy`,copied:`Copied.`,open:`Open in my calendar`,once:`It is shown this once. Whoever has it can read this calendar, and nothing else.`,lost:`The answer was lost on the way, so that link was revoked. Make another one.`,links:`Links that answer`,made:e=>`made ${e}`,revoke:`Revoke`,revokeIt:(e,t)=>`Revoke: ${e}, ${t}`},fr:{title:`S'abonner à un calendrier`,what:`Un lien que lit votre propre agenda : sur votre téléphone, dans Thunderbird, partout. Ce que vous n'avez pas à savoir n'y est que « Occupé ».`,whatAll:`Un lien que lit un agenda. Il montre qui et quoi, comme vous le voyez, à quiconque l'a, aussi longtemps que vaut votre propre connexion.`,companies:`Entreprises`,members:`Membres`,which:`Quel calendrier`,mine:`Mes réservations`,company:`Celles de mon entreprise`,pools:`Groupes`,resources:`Ressources`,make:`Créer un lien`,link:`Le lien`,copy:`Copier`,copied:`Copié.`,open:`Ouvrir dans mon agenda`,once:`Il n'est montré que cette fois. Qui l'a peut lire ce calendrier, et rien d'autre.`,lost:`La réponse s'est perdue en chemin, ce lien a donc été révoqué. Créez-en un autre.`,links:`Liens en service`,made:e=>`créé ${e}`,revoke:`Révoquer`,revokeIt:(e,t)=>`Révoquer : ${e}, ${t}`}},I=new class{#e=n(()=>F[T.language]);get c(){return S(this.#e)}set c(e){y(this.#e,e)}},re=C(`<p class="note warn" role="alert"> </p>`),ie=C(`<option> </option> <option> </option>`,1),L=C(`<option> </option>`),ae=C(`<optgroup></optgroup> <optgroup></optgroup>`,1),oe=C(`<div class="stack close once"><label class="field"><span> </span> <textarea readonly="" rows="3" class="svelte-zrdyns"></textarea></label> <div class="row-of"><button class="button"> </button> <a class="button"> </a> <span role="status"> </span></div> <p class="small soft"> </p></div>`),se=C(`<li class="svelte-zrdyns"><span class="svelte-zrdyns"><strong> </strong> <span class="small soft"> </span></span> <button class="button quiet"> </button></li>`),R=C(`<section class="stack close" aria-labelledby="links-title"><h3 id="links-title"> </h3> <ul class="svelte-zrdyns"></ul></section>`),ce=C(`<div class="stack"><p class="soft"> </p> <!> <!> <label class="field"><span> </span> <select><!><optgroup></optgroup><optgroup></optgroup><!></select></label> <button class="button primary"> </button> <!> <!></div>`);function z(g,C){u(C,!0);let O=n(()=>I.c),k=n(()=>T.format),A=D(P,C.lab.session.api.transport),F=new M,z=o([]),B=o(void 0),V=o(b(C.companies?`resource:${C.lab.resources()[0]??``}`:`member`)),H=o(``),U=o(!1),W=o(!1),G=o(!1),le=n(()=>[...C.lab.catalogue.sites.values()][0]?.zone??`UTC`),ue=n(()=>[...C.lab.catalogue.pools.keys()]);K();async function K(){let e=await s(e=>A.listFeeds({own:!0,pageToken:e,minPosition:C.lab.session.position}),e=>e.feeds);e.ok?y(z,e.value.items.reverse()):q(e.problem)}function q(e){y(B,e),C.lab.session.notice(e)}function J(){let[e=``,t=``]=S(V).split(`:`);return e===`company`?{case:`company`,value:t||C.lab.viewer.company}:e===`pool`?{case:`pool`,value:t}:e===`resource`?{case:`resource`,value:t}:{case:`member`,value:t||C.lab.viewer.member}}async function de(){y(G,!0),y(H,``),y(U,y(W,!1),!0);let e=J(),t=await F.send(e,t=>A.createFeed({requestId:t,shown:e}));if(y(G,!1),y(B,void 0),!t.ok)return q(t.problem);if(C.lab.changed(t.value.position),t.value.path===``)return y(W,!0),Y(t.value.feed?.feed??``);y(H,location.origin+t.value.path),await K()}async function Y(e){let t=await j(t=>A.revokeFeed({requestId:t,feed:e}));if(!t.ok)return q(t.problem);y(B,void 0),C.lab.changed(t.value.position),await K()}function fe(e){e.currentTarget.closest(`.once`)?.querySelector(`textarea`)?.select(),y(U,document.execCommand(`copy`),!0)}function X(e){return C.companies?.find(t=>t.company===e)?.displayName||e}function Z({shown:e}){return C.companies&&e.case===`member`?C.lab.memberName(e.value):C.companies&&e.case===`company`?X(e.value):e.case===`member`?S(O).mine:e.case===`company`?S(O).company:C.lab.catalogue.name(e.value??``)}N(g,{get title(){return S(O).title},get onclose(){return C.onclose},children:(n,a)=>{var o=ce(),s=d(o),u=e(s,!0),g=c(s,2),b=e=>{ne(e,{get problem(){return S(B)}})};w(g,e=>{S(B)&&e(b)});var T=c(g,2),D=t=>{var n=re(),r=e(n,!0);h(()=>v(r,S(O).lost)),m(t,n)};w(T,e=>{S(W)&&e(D)});var A=c(T,2),j=d(A),M=e(j,!0),N=c(j,2),P=d(N),F=n=>{var r=ie(),i=t(r),a=e(i,!0);i.value=i.__value=`member`;var o=c(i,2),s=e(o,!0);o.value=o.__value=`company`,h(()=>{v(a,S(O).mine),v(s,S(O).company)}),m(n,r)};w(P,e=>{C.companies||e(F)});var I=c(P);l(I,20,()=>S(ue),e=>e,(t,n)=>{var r=L(),i=e(r,!0),a={};h(e=>{v(i,e),a!==(a=`pool:${n??``}`)&&(r.value=r.__value=a)},[()=>C.lab.catalogue.name(n)]),m(t,r)}),p(I);var K=c(I);l(K,20,()=>C.lab.resources(),e=>e,(t,n)=>{var r=L(),i=e(r,!0),a={};h(e=>{v(i,e),a!==(a=`resource:${n??``}`)&&(r.value=r.__value=a)},[()=>C.lab.catalogue.name(n)]),m(t,r)}),p(K);var q=c(K),J=n=>{var r=ae(),i=t(r);l(i,21,()=>C.companies,({company:e})=>e,(t,n)=>{let r=()=>S(n).company;var i=L(),a=e(i,!0),o={};h(e=>{v(a,e),o!==(o=`company:${r()??``}`)&&(i.value=i.__value=o)},[()=>X(r())]),m(t,i)}),p(i);var a=c(i,2);l(a,21,()=>C.lab.members,({member:e})=>e,(t,n)=>{let r=()=>S(n).member;var i=L(),a=e(i,!0),o={};h(e=>{v(a,e),o!==(o=`member:${r()??``}`)&&(i.value=i.__value=o)},[()=>C.lab.memberName(r())]),m(t,i)}),p(a),h(()=>{E(i,`label`,S(O).companies),E(a,`label`,S(O).members)}),m(n,r)};w(q,e=>{C.companies&&e(J)}),p(N),f(N),p(A);var Q=c(A,2),pe=e(Q,!0),$=c(Q,2),me=t=>{var n=oe(),r=d(n),a=d(r),o=e(a,!0),s=c(a,2);i(s),p(r);var l=c(r,2),u=d(l),f=e(u,!0),g=c(u,2),y=e(g,!0),b=c(g,2),x=e(b,!0);p(l);var C=c(l,2),w=e(C,!0);p(n),h(e=>{v(o,S(O).link),ee(s,S(H)),v(f,S(O).copy),E(g,`href`,e),v(y,S(O).open),v(x,S(U)?S(O).copied:``),v(w,S(O).once)},[()=>S(H).replace(/^https?:/,`webcal:`)]),te(`focus`,s,e=>e.currentTarget.select()),_(`click`,u,fe),m(t,n)};w($,e=>{S(H)&&e(me)});var he=c($,2),ge=t=>{var n=R(),r=d(n),i=e(r,!0),a=c(r,2);l(a,21,()=>S(z),e=>e.feed,(t,n)=>{var r=se(),i=d(r),a=d(i),o=e(a,!0),s=c(a,2),l=e(s,!0);p(i);var u=c(i,2),f=e(u,!0);p(r),h((e,t,n)=>{v(o,e),v(l,t),E(u,`aria-label`,n),v(f,S(O).revoke)},[()=>Z(S(n)),()=>S(O).made(S(k).day(S(le),x(S(n).createdAt))),()=>S(O).revokeIt(Z(S(n)),S(n).feed)]),_(`click`,u,()=>Y(S(n).feed)),m(t,r)}),p(a),p(n),h(()=>v(i,S(O).links)),m(t,n)};w(he,e=>{S(z).length>0&&e(ge)}),p(o),h(()=>{v(u,C.companies?S(O).whatAll:S(O).what),v(M,S(O).which),E(I,`label`,S(O).pools),E(K,`label`,S(O).resources),Q.disabled=S(G),v(pe,S(O).make)}),r(N,()=>S(V),e=>y(V,e)),_(`click`,Q,de),m(n,o)},$$slots:{default:!0}}),a()}g([`click`]);export{z as default};