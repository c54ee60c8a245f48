import{_ as e,m as t}from"./icon-CwDWebJa.js";import{$ as n,At as r,Ct as i,Dt as a,F as o,N as s,Nt as c,Ot as l,P as u,Tt as d,W as f,X as p,Z as m,_t as h,at as ee,bt as g,f as _,ft as v,it as y,j as b,kt as x,m as S,n as C,ot as w,q as T,rt as E,vt as D,xt as O,yt as k}from"./i18n.svelte-BI71L1J2.js";import{B as A,at as j,ct as M,st as N}from"./wire-CrzJUQdd.js";import{t as te}from"./problem-zHK4EfcB.js";import{t as P}from"./sheet-YcnIbNT5.js";/* empty css               */var F=M(j(`
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

RevokeFeed\x1B.mutua.v1.RevokeFeedRequest.mutua.v1.RevokeFeedResponsebproto3`,[N]),0),I={en:{title:`Calendars to subscribe to`,what:`A link that your own calendar program reads: on your phone, in Thunderbird, anywhere. What you may not know is only "Busy" in it.`,whatAll:`A link that a calendar program reads. It shows who and what, as you see it, to everybody who has it, for as long as your own sign-in is good.`,companies:`Companies`,members:`Members`,which:`Which calendar`,mine:`My bookings`,company:`My company's bookings`,pools:`Groups`,resources:`Resources`,make:`Make a link`,link:`The link`,copy:`Copy`,copied:`Copied.`,open:`Open in my calendar`,once:`It is shown this once. Whoever has it can read this calendar, and nothing else.`,lost:`The answer was lost on the way, so that link was revoked. Make another one.`,links:`Links that answer`,made:e=>`made ${e}`,revoke:`Revoke`,revokeIt:(e,t)=>`Revoke: ${e}, ${t}`},fr:{title:`S'abonner à un calendrier`,what:`Un lien que lit votre propre agenda : sur votre téléphone, dans Thunderbird, partout. Ce que vous n'avez pas à savoir n'y est que « Occupé ».`,whatAll:`Un lien que lit un agenda. Il montre qui et quoi, comme vous le voyez, à quiconque l'a, aussi longtemps que vaut votre propre connexion.`,companies:`Entreprises`,members:`Membres`,which:`Quel calendrier`,mine:`Mes réservations`,company:`Celles de mon entreprise`,pools:`Groupes`,resources:`Ressources`,make:`Créer un lien`,link:`Le lien`,copy:`Copier`,copied:`Copié.`,open:`Ouvrir dans mon agenda`,once:`Il n'est montré que cette fois. Qui l'a peut lire ce calendrier, et rien d'autre.`,lost:`La réponse s'est perdue en chemin, ce lien a donc été révoqué. Créez-en un autre.`,links:`Liens en service`,made:e=>`créé ${e}`,revoke:`Révoquer`,revokeIt:(e,t)=>`Révoquer : ${e}, ${t}`}},L=new class{#e=a(()=>I[C.language]);get c(){return w(this.#e)}set c(e){i(this.#e,e)}},ne=n(`<p class="note warn" role="alert"> </p>`),re=n(`<option> </option> <option> </option>`,1),R=n(`<option> </option>`),ie=n(`<optgroup></optgroup> <optgroup></optgroup>`,1),ae=n(`<div class="stack close once"><label class="field"><span> </span> <textarea readonly="" rows="3" class="svelte-zrdyns"></textarea></label> <div class="row-of"><button class="button"> </button> <a class="button"> </a> <span role="status"> </span></div> <p class="small soft"> </p></div>`),oe=n(`<li class="svelte-zrdyns"><span class="svelte-zrdyns"><strong> </strong> <span class="small soft"> </span></span> <button class="button quiet"> </button></li>`),se=n(`<section class="stack close" aria-labelledby="links-title"><h3 id="links-title"> </h3> <ul class="svelte-zrdyns"></ul></section>`),ce=n(`<div class="stack"><p class="soft"> </p> <!> <!> <label class="field"><span> </span> <select><!><optgroup></optgroup><optgroup></optgroup><!></select></label> <button class="button primary"> </button> <!> <!></div>`);function z(n,E){r(E,!0);let j=a(()=>L.c),M=a(()=>C.format),N=A(F,E.lab.session.api.transport),I=new _,z=d([]),B=d(void 0),V=d(O(E.companies?`resource:${E.lab.resources()[0]??``}`:`member`)),H=d(``),U=d(!1),W=d(!1),G=d(!1),le=a(()=>[...E.lab.catalogue.sites.values()][0]?.zone??`UTC`),ue=a(()=>[...E.lab.catalogue.pools.keys()]);K();async function K(){let t=await e(e=>N.listFeeds({own:!0,pageToken:e,minPosition:E.lab.session.position}),e=>e.feeds);t.ok?i(z,t.value.items.reverse()):q(t.problem)}function q(e){i(B,e),E.lab.session.notice(e)}function J(){let[e=``,t=``]=w(V).split(`:`);return e===`company`?{case:`company`,value:t||E.lab.viewer.company}:e===`pool`?{case:`pool`,value:t}:e===`resource`?{case:`resource`,value:t}:{case:`member`,value:t||E.lab.viewer.member}}async function de(){i(G,!0),i(H,``),i(U,i(W,!1),!0);let e=J(),t=await I.send(e,t=>N.createFeed({requestId:t,shown:e}));if(i(G,!1),i(B,void 0),!t.ok)return q(t.problem);if(E.lab.changed(t.value.position),t.value.path===``)return i(W,!0),Y(t.value.feed?.feed??``);i(H,location.origin+t.value.path),await K()}async function Y(e){let t=await S(t=>N.revokeFeed({requestId:t,feed:e}));if(!t.ok)return q(t.problem);i(B,void 0),E.lab.changed(t.value.position),await K()}function fe(e){e.currentTarget.closest(`.once`)?.querySelector(`textarea`)?.select(),i(U,document.execCommand(`copy`),!0)}function X(e){return E.companies?.find(t=>t.company===e)?.displayName||e}function Z({shown:e}){return E.companies&&e.case===`member`?E.lab.memberName(e.value):E.companies&&e.case===`company`?X(e.value):e.case===`member`?w(j).mine:e.case===`company`?w(j).company:E.lab.catalogue.name(e.value??``)}P(n,{get title(){return w(j).title},get onclose(){return E.onclose},children:(e,n)=>{var r=ce(),a=h(r),d=k(a,!0),_=g(a,2),x=e=>{te(e,{get problem(){return w(B)}})};T(_,e=>{w(B)&&e(x)});var S=g(_,2),C=e=>{var t=ne(),n=k(t,!0);v(()=>p(n,w(j).lost)),m(e,t)};T(S,e=>{w(W)&&e(C)});var O=g(S,2),A=h(O),N=k(A,!0),P=g(A,2),F=h(P),I=e=>{var t=re(),n=D(t),r=k(n,!0);n.value=n.__value=`member`;var i=g(n,2),a=k(i,!0);i.value=i.__value=`company`,v(()=>{p(r,w(j).mine),p(a,w(j).company)}),m(e,t)};T(F,e=>{E.companies||e(I)});var L=g(F);f(L,20,()=>w(ue),e=>e,(e,t)=>{var n=R(),r=k(n,!0),i={};v(e=>{p(r,e),i!==(i=`pool:${t??``}`)&&(n.value=n.__value=i)},[()=>E.lab.catalogue.name(t)]),m(e,n)}),c(L);var K=g(L);f(K,20,()=>E.lab.resources(),e=>e,(e,t)=>{var n=R(),r=k(n,!0),i={};v(e=>{p(r,e),i!==(i=`resource:${t??``}`)&&(n.value=n.__value=i)},[()=>E.lab.catalogue.name(t)]),m(e,n)}),c(K);var q=g(K),J=e=>{var t=ie(),n=D(t);f(n,21,()=>E.companies,({company:e})=>e,(e,t)=>{let n=()=>w(t).company;var r=R(),i=k(r,!0),a={};v(e=>{p(i,e),a!==(a=`company:${n()??``}`)&&(r.value=r.__value=a)},[()=>X(n())]),m(e,r)}),c(n);var r=g(n,2);f(r,21,()=>E.lab.members,({member:e})=>e,(e,t)=>{let n=()=>w(t).member;var r=R(),i=k(r,!0),a={};v(e=>{p(i,e),a!==(a=`member:${n()??``}`)&&(r.value=r.__value=a)},[()=>E.lab.memberName(n())]),m(e,r)}),c(r),v(()=>{b(n,`label`,w(j).companies),b(r,`label`,w(j).members)}),m(e,t)};T(q,e=>{E.companies&&e(J)}),c(P),o(P),c(O);var Q=g(O,2),pe=k(Q,!0),$=g(Q,2),me=e=>{var t=ae(),n=h(t),r=h(n),i=k(r,!0),a=g(r,2);l(a),c(n);var o=g(n,2),u=h(o),d=k(u,!0),f=g(u,2),_=k(f,!0),x=g(f,2),S=k(x,!0);c(o);var C=g(o,2),T=k(C,!0);c(t),v(e=>{p(i,w(j).link),s(a,w(H)),p(d,w(j).copy),b(f,`href`,e),p(_,w(j).open),p(S,w(U)?w(j).copied:``),p(T,w(j).once)},[()=>w(H).replace(/^https?:/,`webcal:`)]),ee(`focus`,a,e=>e.currentTarget.select()),y(`click`,u,fe),m(e,t)};T($,e=>{w(H)&&e(me)});var he=g($,2),ge=e=>{var n=se(),r=h(n),i=k(r,!0),a=g(r,2);f(a,21,()=>w(z),e=>e.feed,(e,n)=>{var r=oe(),i=h(r),a=h(i),o=k(a,!0),s=g(a,2),l=k(s,!0);c(i);var u=g(i,2),d=k(u,!0);c(r),v((e,t,n)=>{p(o,e),p(l,t),b(u,`aria-label`,n),p(d,w(j).revoke)},[()=>Z(w(n)),()=>w(j).made(w(M).day(w(le),t(w(n).createdAt))),()=>w(j).revokeIt(Z(w(n)),w(n).feed)]),y(`click`,u,()=>Y(w(n).feed)),m(e,r)}),c(a),c(n),v(()=>p(i,w(j).links)),m(e,n)};T(he,e=>{w(z).length>0&&e(ge)}),c(r),v(()=>{p(d,E.companies?w(j).whatAll:w(j).what),p(N,w(j).which),b(L,`label`,w(j).pools),b(K,`label`,w(j).resources),Q.disabled=w(G),p(pe,w(j).make)}),u(P,()=>w(V),e=>i(V,e)),y(`click`,Q,de),m(e,r)},$$slots:{default:!0}}),x()}E([`click`]);export{z as default};