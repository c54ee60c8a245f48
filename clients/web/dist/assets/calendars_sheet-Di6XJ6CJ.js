import{At as e,B as t,Ct as n,Et as r,Ft as i,I as a,Mt as o,Nt as s,Ot as c,Pt as l,Q as u,R as ee,Rt as d,St as f,Tt as p,Y as m,_t as h,ct as g,d as _,dt as v,h as y,it as b,lt as x,nt as S,o as C,tt as w,ut as te,wt as T,z as ne}from"./shared-Cphps2Ry.js";import{B as E,at as D,ct as O,st as k}from"./wire-gSc_fSWz.js";import{d as A,f as j,m as M}from"./icon-DlGdeN7R.js";import{t as N}from"./sheet-BqDN0w8b.js";/* empty css               */var P=O(D(`
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

RevokeFeed\x1B.mutua.v1.RevokeFeedRequest.mutua.v1.RevokeFeedResponsebproto3`,[k]),0),F={en:{title:`Calendars to subscribe to`,what:`A link that your own calendar program reads: on your phone, in Thunderbird, anywhere. What you may not know is only "Busy" in it.`,whatAll:`A link that a calendar program reads. It shows who and what, as you see it, to everybody who has it, for as long as your own sign-in is good.`,companies:`Companies`,members:`Members`,which:`Which calendar`,mine:`My bookings`,company:`My company's bookings`,pools:`Groups`,resources:`Resources`,make:`Make a link`,link:`The link`,copy:`Copy`,copied:`Copied.`,open:`Open in my calendar`,once:`It is shown this once. Whoever has it can read this calendar, and nothing else.`,lost:`The answer was lost on the way, so that link was revoked. Make another one.`,links:`Links that answer`,made:e=>`made ${e}`,revoke:`Revoke`,revokeIt:(e,t)=>`Revoke: ${e}, ${t}`},fr:{title:`S'abonner à un calendrier`,what:`Un lien que lit votre propre agenda : sur votre téléphone, dans Thunderbird, partout. Ce que vous n'avez pas à savoir n'y est que « Occupé ».`,whatAll:`Un lien que lit un agenda. Il montre qui et quoi, comme vous le voyez, à quiconque l'a, aussi longtemps que vaut votre propre connexion.`,companies:`Entreprises`,members:`Membres`,which:`Quel calendrier`,mine:`Mes réservations`,company:`Celles de mon entreprise`,pools:`Groupes`,resources:`Ressources`,make:`Créer un lien`,link:`Le lien`,copy:`Copier`,copied:`Copié.`,open:`Ouvrir dans mon agenda`,once:`Il n'est montré que cette fois. Qui l'a peut lire ce calendrier, et rien d'autre.`,lost:`La réponse s'est perdue en chemin, ce lien a donc été révoqué. Créez-en un autre.`,links:`Liens en service`,made:e=>`créé ${e}`,revoke:`Révoquer`,revokeIt:(e,t)=>`Révoquer : ${e}, ${t}`}},I=new class{#e=o(()=>F[y.language]);get c(){return v(this.#e)}set c(e){c(this.#e,e)}},re=b(`<p class="note warn" role="alert"> </p>`),ie=b(`<option> </option> <option> </option>`,1),L=b(`<option> </option>`),ae=b(`<optgroup></optgroup> <optgroup></optgroup>`,1),R=b(`<div class="stack close once"><label class="field"><span> </span> <textarea readonly="" rows="3" class="svelte-zrdyns"></textarea></label> <div class="row-of"><button class="button"> </button> <a class="button"> </a> <span role="status"> </span></div> <p class="small soft"> </p></div>`),oe=b(`<li class="svelte-zrdyns"><span class="svelte-zrdyns"><strong> </strong> <span class="small soft"> </span></span> <button class="button quiet"> </button></li>`),se=b(`<section class="stack close" aria-labelledby="links-title"><h3 id="links-title"> </h3> <ul class="svelte-zrdyns"></ul></section>`),ce=b(`<div class="stack"><p class="soft"> </p> <!> <!> <label class="field"><span> </span> <select><!><optgroup></optgroup><optgroup></optgroup><!></select></label> <button class="button primary"> </button> <!> <!></div>`);function z(g,b){i(b,!0);let D=o(()=>I.c),O=o(()=>y.format),k=E(P,b.lab.session.api.transport),F=new j,z=e([]),B=e(void 0),V=e(r(b.companies?`resource:${b.lab.resources()[0]??``}`:`member`)),H=e(``),U=e(!1),W=e(!1),G=e(!1),le=o(()=>[...b.lab.catalogue.sites.values()][0]?.zone??`UTC`),ue=o(()=>[...b.lab.catalogue.pools.keys()]);K();async function K(){let e=await A(e=>k.listFeeds({own:!0,pageToken:e,minPosition:b.lab.session.position}),e=>e.feeds);e.ok?c(z,e.value.items.reverse()):q(e.problem)}function q(e){c(B,e),b.lab.session.notice(e)}function J(){let[e=``,t=``]=v(V).split(`:`);return e===`company`?{case:`company`,value:t||b.lab.viewer.company}:e===`pool`?{case:`pool`,value:t}:e===`resource`?{case:`resource`,value:t}:{case:`member`,value:t||b.lab.viewer.member}}async function de(){c(G,!0),c(H,``),c(U,c(W,!1),!0);let e=J(),t=await F.send(e,t=>k.createFeed({requestId:t,shown:e}));if(c(G,!1),c(B,void 0),!t.ok)return q(t.problem);if(b.lab.changed(t.value.position),t.value.path===``)return c(W,!0),Y(t.value.feed?.feed??``);c(H,location.origin+t.value.path),await K()}async function Y(e){let t=await M(t=>k.revokeFeed({requestId:t,feed:e}));if(!t.ok)return q(t.problem);c(B,void 0),b.lab.changed(t.value.position),await K()}function fe(e){e.currentTarget.closest(`.once`)?.querySelector(`textarea`)?.select(),c(U,document.execCommand(`copy`),!0)}function X(e){return b.companies?.find(t=>t.company===e)?.displayName||e}function Z({shown:e}){return b.companies&&e.case===`member`?b.lab.memberName(e.value):b.companies&&e.case===`company`?X(e.value):e.case===`member`?v(D).mine:e.case===`company`?v(D).company:b.lab.catalogue.name(e.value??``)}N(g,{get title(){return v(D).title},get onclose(){return b.onclose},children:(e,r)=>{var i=ce(),o=f(i),l=T(o,!0),g=p(o,2),y=e=>{C(e,{get problem(){return v(B)}})};u(g,e=>{v(B)&&e(y)});var E=p(g,2),k=e=>{var t=re(),n=T(t,!0);h(()=>w(n,v(D).lost)),S(e,t)};u(E,e=>{v(W)&&e(k)});var A=p(E,2),j=f(A),M=T(j,!0),N=p(j,2),P=f(N),F=e=>{var t=ie(),r=n(t),i=T(r,!0);r.value=r.__value=`member`;var a=p(r,2),o=T(a,!0);a.value=a.__value=`company`,h(()=>{w(i,v(D).mine),w(o,v(D).company)}),S(e,t)};u(P,e=>{b.companies||e(F)});var I=p(P);m(I,20,()=>v(ue),e=>e,(e,t)=>{var n=L(),r=T(n,!0),i={};h(e=>{w(r,e),i!==(i=`pool:${t??``}`)&&(n.value=n.__value=i)},[()=>b.lab.catalogue.name(t)]),S(e,n)}),d(I);var K=p(I);m(K,20,()=>b.lab.resources(),e=>e,(e,t)=>{var n=L(),r=T(n,!0),i={};h(e=>{w(r,e),i!==(i=`resource:${t??``}`)&&(n.value=n.__value=i)},[()=>b.lab.catalogue.name(t)]),S(e,n)}),d(K);var q=p(K),J=e=>{var t=ae(),r=n(t);m(r,21,()=>b.companies,({company:e})=>e,(e,t)=>{let n=()=>v(t).company;var r=L(),i=T(r,!0),a={};h(e=>{w(i,e),a!==(a=`company:${n()??``}`)&&(r.value=r.__value=a)},[()=>X(n())]),S(e,r)}),d(r);var i=p(r,2);m(i,21,()=>b.lab.members,({member:e})=>e,(e,t)=>{let n=()=>v(t).member;var r=L(),i=T(r,!0),a={};h(e=>{w(i,e),a!==(a=`member:${n()??``}`)&&(r.value=r.__value=a)},[()=>b.lab.memberName(n())]),S(e,r)}),d(i),h(()=>{a(r,`label`,v(D).companies),a(i,`label`,v(D).members)}),S(e,t)};u(q,e=>{b.companies&&e(J)}),d(N),t(N),d(A);var Q=p(A,2),pe=T(Q,!0),$=p(Q,2),me=e=>{var t=R(),n=f(t),r=f(n),i=T(r,!0),o=p(r,2);s(o),d(n);var c=p(n,2),l=f(c),u=T(l,!0),m=p(l,2),g=T(m,!0),_=p(m,2),y=T(_,!0);d(c);var b=p(c,2),C=T(b,!0);d(t),h(e=>{w(i,v(D).link),ee(o,v(H)),w(u,v(D).copy),a(m,`href`,e),w(g,v(D).open),w(y,v(U)?v(D).copied:``),w(C,v(D).once)},[()=>v(H).replace(/^https?:/,`webcal:`)]),te(`focus`,o,e=>e.currentTarget.select()),x(`click`,l,fe),S(e,t)};u($,e=>{v(H)&&e(me)});var he=p($,2),ge=e=>{var t=se(),n=f(t),r=T(n,!0),i=p(n,2);m(i,21,()=>v(z),e=>e.feed,(e,t)=>{var n=oe(),r=f(n),i=f(r),o=T(i,!0),s=p(i,2),c=T(s,!0);d(r);var l=p(r,2),u=T(l,!0);d(n),h((e,t,n)=>{w(o,e),w(c,t),a(l,`aria-label`,n),w(u,v(D).revoke)},[()=>Z(v(t)),()=>v(D).made(v(O).day(v(le),_(v(t).createdAt))),()=>v(D).revokeIt(Z(v(t)),v(t).feed)]),x(`click`,l,()=>Y(v(t).feed)),S(e,n)}),d(i),d(t),h(()=>w(r,v(D).links)),S(e,t)};u(he,e=>{v(z).length>0&&e(ge)}),d(i),h(()=>{w(l,b.companies?v(D).whatAll:v(D).what),w(M,v(D).which),a(I,`label`,v(D).pools),a(K,`label`,v(D).resources),Q.disabled=v(G),w(pe,v(D).make)}),ne(N,()=>v(V),e=>c(V,e)),x(`click`,Q,de),S(e,i)},$$slots:{default:!0}}),l()}g([`click`]);export{z as default};