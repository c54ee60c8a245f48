import{A as e,Bt as t,Ct as n,D as r,Ft as i,Gt as a,Ht as o,It as s,J as c,Kt as l,Lt as u,O as d,Pt as f,Q as p,Rt as m,St as ee,Wt as h,X as te,Xt as g,Z as _,bt as v,d as y,gt as b,h as x,kt as S,mt as C,o as ne,pt as w,qt as T,st as E,ut as D,xt as O}from"./shared-DSlvZgRL.js";import{B as k,at as A,ct as j,st as M}from"./wire-DZXZlsmD.js";import{t as N}from"./sheet-DrGOmaXo.js";/* empty css               */var P=j(A(`
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

RevokeFeed\x1B.mutua.v1.RevokeFeedRequest.mutua.v1.RevokeFeedResponsebproto3`,[M]),0),F={en:{title:`Calendars to subscribe to`,what:`A link that your own calendar program reads: on your phone, in Thunderbird, anywhere. What you may not know is only "Busy" in it.`,whatAll:`A link that a calendar program reads. It shows who and what, as you see it, to everybody who has it, for as long as your own sign-in is good.`,companies:`Companies`,members:`Members`,which:`Which calendar`,mine:`My bookings`,company:`My company's bookings`,pools:`Groups`,resources:`Resources`,make:`Make a link`,link:`The link`,copy:`Copy`,copied:`Copied.`,open:`Open in my calendar`,once:`It is shown this once. Whoever has it can read this calendar, and nothing else.`,lost:`The answer was lost on the way, so that link was revoked. Make another one.`,links:`Links that answer`,made:e=>`made ${e}`,revoke:`Revoke`,revokeIt:(e,t)=>`Revoke: ${e}, ${t}`},fr:{title:`S'abonner à un calendrier`,what:`Un lien que lit votre propre agenda : sur votre téléphone, dans Thunderbird, partout. Ce que vous n'avez pas à savoir n'y est que « Occupé ».`,whatAll:`Un lien que lit un agenda. Il montre qui et quoi, comme vous le voyez, à quiconque l'a, aussi longtemps que vaut votre propre connexion.`,companies:`Entreprises`,members:`Membres`,which:`Quel calendrier`,mine:`Mes réservations`,company:`Celles de mon entreprise`,pools:`Groupes`,resources:`Ressources`,make:`Créer un lien`,link:`Le lien`,copy:`Copier`,copied:`Copié.`,open:`Ouvrir dans mon agenda`,once:`Il n'est montré que cette fois. Qui l'a peut lire ce calendrier, et rien d'autre.`,lost:`La réponse s'est perdue en chemin, ce lien a donc été révoqué. Créez-en un autre.`,links:`Liens en service`,made:e=>`créé ${e}`,revoke:`Révoquer`,revokeIt:(e,t)=>`Révoquer : ${e}, ${t}`}},I=new class{#e=h(()=>F[x.language]);get c(){return n(this.#e)}set c(e){t(this.#e,e)}},re=b(`<p class="note warn" role="alert"> </p>`),ie=b(`<option> </option> <option> </option>`,1),L=b(`<option> </option>`),ae=b(`<optgroup></optgroup> <optgroup></optgroup>`,1),R=b(`<div class="stack close once"><label class="field"><span> </span> <textarea readonly="" rows="3" class="svelte-zrdyns"></textarea></label> <div class="row-of"><button class="button"> </button> <a class="button"> </a> <span role="status"> </span></div> <p class="small soft"> </p></div>`),oe=b(`<li class="svelte-zrdyns"><span class="svelte-zrdyns"><strong> </strong> <span class="small soft"> </span></span> <button class="button quiet"> </button></li>`),se=b(`<section class="stack close" aria-labelledby="links-title"><h3 id="links-title"> </h3> <ul class="plain"></ul></section>`),ce=b(`<div class="stack"><p class="soft"> </p> <!> <!> <label class="field"><span> </span> <select><!><optgroup></optgroup><optgroup></optgroup><!></select></label> <button class="button primary"> </button> <!> <!></div>`);function z(v,b){T(b,!0);let A=h(()=>I.c),j=h(()=>x.format),M=k(P,b.lab.session.api.transport),F=new d,z=o([]),B=o(void 0),V=o(m(b.companies?`resource:${b.lab.resources()[0]??``}`:`member`)),H=o(``),U=o(!1),W=o(!1),G=o(!1),le=h(()=>[...b.lab.catalogue.sites.values()][0]?.zone??`UTC`),ue=h(()=>[...b.lab.catalogue.pools.keys()]);K();async function K(){let e=await r(e=>M.listFeeds({own:!0,pageToken:e,minPosition:b.lab.session.position}),e=>e.feeds);e.ok?t(z,e.value.items.reverse()):q(e.problem)}function q(e){t(B,e),b.lab.session.notice(e)}function J(){let[e=``,t=``]=n(V).split(`:`);return e===`company`?{case:`company`,value:t||b.lab.viewer.company}:e===`pool`?{case:`pool`,value:t}:e===`resource`?{case:`resource`,value:t}:{case:`member`,value:t||b.lab.viewer.member}}async function de(){t(G,!0),t(H,``),t(U,t(W,!1),!0);let e=J(),n=await F.send(e,t=>M.createFeed({requestId:t,shown:e}));if(t(G,!1),t(B,void 0),!n.ok)return q(n.problem);if(b.lab.changed(n.value.position),n.value.path===``)return t(W,!0),Y(n.value.feed?.feed??``);t(H,location.origin+n.value.path),await K()}async function Y(n){let r=await e(e=>M.revokeFeed({requestId:e,feed:n}));if(!r.ok)return q(r.problem);t(B,void 0),b.lab.changed(r.value.position),await K()}function fe(e){e.currentTarget.closest(`.once`)?.querySelector(`textarea`)?.select(),t(U,document.execCommand(`copy`),!0)}function X(e){return b.companies?.find(t=>t.company===e)?.displayName||e}function Z({shown:e}){return b.companies&&e.case===`member`?b.lab.memberName(e.value):b.companies&&e.case===`company`?X(e.value):e.case===`member`?n(A).mine:e.case===`company`?n(A).company:b.lab.catalogue.name(e.value??``)}N(v,{get title(){return n(A).title},get onclose(){return b.onclose},children:(e,r)=>{var o=ce(),l=f(o),d=s(l,!0),m=u(l,2),h=e=>{ne(e,{get problem(){return n(B)}})};D(m,e=>{n(B)&&e(h)});var v=u(m,2),x=e=>{var t=re(),r=s(t,!0);S(()=>w(r,n(A).lost)),C(e,t)};D(v,e=>{n(W)&&e(x)});var T=u(v,2),k=f(T),M=s(k,!0),N=u(k,2),P=f(N),F=e=>{var t=ie(),r=i(t),a=s(r,!0);r.value=r.__value=`member`;var o=u(r,2),c=s(o,!0);o.value=o.__value=`company`,S(()=>{w(a,n(A).mine),w(c,n(A).company)}),C(e,t)};D(P,e=>{b.companies||e(F)});var I=u(P);E(I,20,()=>n(ue),e=>e,(e,t)=>{var n=L(),r=s(n,!0),i={};S(e=>{w(r,e),i!==(i=`pool:${t??``}`)&&(n.value=n.__value=i)},[()=>b.lab.catalogue.name(t)]),C(e,n)}),g(I);var K=u(I);E(K,20,()=>b.lab.resources(),e=>e,(e,t)=>{var n=L(),r=s(n,!0),i={};S(e=>{w(r,e),i!==(i=`resource:${t??``}`)&&(n.value=n.__value=i)},[()=>b.lab.catalogue.name(t)]),C(e,n)}),g(K);var q=u(K),J=e=>{var t=ae(),r=i(t);E(r,21,()=>b.companies,({company:e})=>e,(e,t)=>{let r=()=>n(t).company;var i=L(),a=s(i,!0),o={};S(e=>{w(a,e),o!==(o=`company:${r()??``}`)&&(i.value=i.__value=o)},[()=>X(r())]),C(e,i)}),g(r);var a=u(r,2);E(a,21,()=>b.lab.members,({member:e})=>e,(e,t)=>{let r=()=>n(t).member;var i=L(),a=s(i,!0),o={};S(e=>{w(a,e),o!==(o=`member:${r()??``}`)&&(i.value=i.__value=o)},[()=>b.lab.memberName(r())]),C(e,i)}),g(a),S(()=>{c(r,`label`,n(A).companies),c(a,`label`,n(A).members)}),C(e,t)};D(q,e=>{b.companies&&e(J)}),g(N),p(N),g(T);var Q=u(T,2),pe=s(Q,!0),$=u(Q,2),me=e=>{var t=R(),r=f(t),i=f(r),o=s(i,!0),l=u(i,2);a(l),g(r);var d=u(r,2),p=f(d),m=s(p,!0),h=u(p,2),_=s(h,!0),v=u(h,2),y=s(v,!0);g(d);var b=u(d,2),x=s(b,!0);g(t),S(e=>{w(o,n(A).link),te(l,n(H)),w(m,n(A).copy),c(h,`href`,e),w(_,n(A).open),w(y,n(U)?n(A).copied:``),w(x,n(A).once)},[()=>n(H).replace(/^https?:/,`webcal:`)]),ee(`focus`,l,e=>e.currentTarget.select()),O(`click`,p,fe),C(e,t)};D($,e=>{n(H)&&e(me)});var he=u($,2),ge=e=>{var t=se(),r=f(t),i=s(r,!0),a=u(r,2);E(a,21,()=>n(z),e=>e.feed,(e,t)=>{var r=oe(),i=f(r),a=f(i),o=s(a,!0),l=u(a,2),d=s(l,!0);g(i);var p=u(i,2),m=s(p,!0);g(r),S((e,t,r)=>{w(o,e),w(d,t),c(p,`aria-label`,r),w(m,n(A).revoke)},[()=>Z(n(t)),()=>n(A).made(n(j).day(n(le),y(n(t).createdAt))),()=>n(A).revokeIt(Z(n(t)),n(t).feed)]),O(`click`,p,()=>Y(n(t).feed)),C(e,r)}),g(a),g(t),S(()=>w(i,n(A).links)),C(e,t)};D(he,e=>{n(z).length>0&&e(ge)}),g(o),S(()=>{w(d,b.companies?n(A).whatAll:n(A).what),w(M,n(A).which),c(I,`label`,n(A).pools),c(K,`label`,n(A).resources),Q.disabled=n(G),w(pe,n(A).make)}),_(N,()=>n(V),e=>t(V,e)),O(`click`,Q,de),C(e,o)},$$slots:{default:!0}}),l()}v([`click`]);export{z as default};