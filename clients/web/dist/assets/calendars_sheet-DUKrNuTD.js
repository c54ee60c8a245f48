import{$ as e,A as t,Bt as n,Ct as r,Ht as i,It as a,Jt as o,Kt as s,Lt as c,M as l,Q as u,Qt as d,Rt as f,St as p,Tt as m,Wt as h,X as g,Yt as _,et as v,f as y,ft as b,g as x,gt as S,ht as C,jt as w,k as T,lt as E,o as ee,qt as te,vt as D,wt as ne,zt as O}from"./shared-DjFTMYx9.js";import{B as k,at as A,ct as j,st as M}from"./wire-DZXZlsmD.js";import{t as N}from"./sheet-BJgp1nO8.js";/* empty css               */var P=j(A(`
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

RevokeFeed\x1B.mutua.v1.RevokeFeedRequest.mutua.v1.RevokeFeedResponsebproto3`,[M]),0),F={en:{title:`Calendars to subscribe to`,what:`A link that your own calendar program reads: on your phone, in Thunderbird, anywhere. What you may not know is only "Busy" in it.`,whatAll:`A link that a calendar program reads. It shows who and what, as you see it, to everybody who has it, for as long as your own sign-in is good.`,companies:`Companies`,members:`Members`,which:`Which calendar`,mine:`My bookings`,company:`My company's bookings`,pools:`Groups`,resources:`Resources`,make:`Make a link`,link:`The link`,copy:`Copy`,copied:`Copied.`,open:`Open in my calendar`,once:`It is shown this once. Whoever has it can read this calendar, and nothing else.`,lost:`The answer was lost on the way, so that link was revoked. Make another one.`,links:`Links that answer`,made:e=>`made ${e}`,revoke:`Revoke`,revokeIt:(e,t)=>`Revoke: ${e}, ${t}`},fr:{title:`S'abonner à un calendrier`,what:`Un lien que lit votre propre agenda : sur votre téléphone, dans Thunderbird, partout. Ce que vous n'avez pas à savoir n'y est que « Occupé ».`,whatAll:`Un lien que lit un agenda. Il montre qui et quoi, comme vous le voyez, à quiconque l'a, aussi longtemps que vaut votre propre connexion.`,companies:`Entreprises`,members:`Membres`,which:`Quel calendrier`,mine:`Mes réservations`,company:`Celles de mon entreprise`,pools:`Groupes`,resources:`Ressources`,make:`Créer un lien`,link:`Le lien`,copy:`Copier`,copied:`Copié.`,open:`Ouvrir dans mon agenda`,once:`Il n'est montré que cette fois. Qui l'a peut lire ce calendrier, et rien d'autre.`,lost:`La réponse s'est perdue en chemin, ce lien a donc été révoqué. Créez-en un autre.`,links:`Liens en service`,made:e=>`créé ${e}`,revoke:`Révoquer`,revokeIt:(e,t)=>`Révoquer : ${e}, ${t}`}},I=new class{#e=s(()=>F[x.language]);get c(){return m(this.#e)}set c(e){i(this.#e,e)}},re=D(`<p class="note warn" role="alert"> </p>`),ie=D(`<option> </option> <option> </option>`,1),L=D(`<option> </option>`),ae=D(`<optgroup></optgroup> <optgroup></optgroup>`,1),oe=D(`<div class="stack close once"><label class="field"><span> </span> <textarea readonly="" rows="3" class="svelte-zrdyns"></textarea></label> <div class="row-of"><button class="button"> </button> <a class="button"> </a> <span role="status"> </span></div> <p class="small soft"> </p></div>`),se=D(`<li class="svelte-zrdyns"><span class="svelte-zrdyns"><strong> </strong> <span class="small soft"> </span></span> <button class="button quiet"> </button></li>`),ce=D(`<section class="stack close" aria-labelledby="links-title"><h3 id="links-title"> </h3> <ul class="plain"></ul></section>`),le=D(`<div class="stack"><p class="soft"> </p> <!> <!> <label class="field"><span> </span> <select><!><optgroup></optgroup><optgroup></optgroup><!></select></label> <button class="button primary"> </button> <!> <!></div>`);function R(p,D){_(D,!0);let A=s(()=>I.c),j=s(()=>x.format),M=k(P,D.lab.session.api.transport),F=new t,R=h([]),z=h(void 0),B=h(n(D.companies?`resource:${D.lab.resources()[0]??``}`:`member`)),V=h(``),H=h(!1),U=h(!1),W=h(!1),ue=s(()=>[...D.lab.catalogue.sites.values()][0]?.zone??`UTC`),de=s(()=>[...D.lab.catalogue.pools.keys()]);G();async function G(){let e=await T(e=>M.listFeeds({own:!0,pageToken:e,minPosition:D.lab.session.position}),e=>e.feeds);e.ok?i(R,e.value.items.reverse()):K(e.problem)}function K(e){i(z,e),D.lab.session.notice(e)}function q(){let[e=``,t=``]=m(B).split(`:`);return e===`company`?{case:`company`,value:t||D.lab.viewer.company}:e===`pool`?{case:`pool`,value:t}:e===`resource`?{case:`resource`,value:t}:{case:`member`,value:t||D.lab.viewer.member}}async function J(){i(W,!0),i(V,``),i(H,i(U,!1),!0);let e=q(),t=await F.send(e,t=>M.createFeed({requestId:t,shown:e}));if(i(W,!1),i(z,void 0),!t.ok)return K(t.problem);if(D.lab.changed(t.value.position),t.value.path===``)return i(U,!0),Y(t.value.feed?.feed??``);i(V,location.origin+t.value.path),await G()}async function Y(e){let t=await l(t=>M.revokeFeed({requestId:t,feed:e}));if(!t.ok)return K(t.problem);i(z,void 0),D.lab.changed(t.value.position),await G()}function fe(e){e.currentTarget.closest(`.once`)?.querySelector(`textarea`)?.select(),i(H,document.execCommand(`copy`),!0)}function X(e){return D.companies?.find(t=>t.company===e)?.displayName||e}function Z({shown:e}){return D.companies&&e.case===`member`?D.lab.memberName(e.value):D.companies&&e.case===`company`?X(e.value):e.case===`member`?m(A).mine:e.case===`company`?m(A).company:D.lab.catalogue.name(e.value??``)}N(p,{get title(){return m(A).title},get onclose(){return D.onclose},children:(t,n)=>{var o=le(),s=a(o),l=f(s,!0),p=O(s,2),h=e=>{ee(e,{get problem(){return m(z)}})};b(p,e=>{m(z)&&e(h)});var _=O(p,2),x=e=>{var t=re(),n=f(t,!0);w(()=>C(n,m(A).lost)),S(e,t)};b(_,e=>{m(U)&&e(x)});var T=O(_,2),k=a(T),M=f(k,!0),N=O(k,2),P=a(N),F=e=>{var t=ie(),n=c(t),r=f(n,!0);n.value=n.__value=`member`;var i=O(n,2),a=f(i,!0);i.value=i.__value=`company`,w(()=>{C(r,m(A).mine),C(a,m(A).company)}),S(e,t)};b(P,e=>{D.companies||e(F)});var I=O(P);E(I,20,()=>m(de),e=>e,(e,t)=>{var n=L(),r=f(n,!0),i={};w(e=>{C(r,e),i!==(i=`pool:${t??``}`)&&(n.value=n.__value=i)},[()=>D.lab.catalogue.name(t)]),S(e,n)}),d(I);var G=O(I);E(G,20,()=>D.lab.resources(),e=>e,(e,t)=>{var n=L(),r=f(n,!0),i={};w(e=>{C(r,e),i!==(i=`resource:${t??``}`)&&(n.value=n.__value=i)},[()=>D.lab.catalogue.name(t)]),S(e,n)}),d(G);var K=O(G),q=e=>{var t=ae(),n=c(t);E(n,21,()=>D.companies,({company:e})=>e,(e,t)=>{let n=()=>m(t).company;var r=L(),i=f(r,!0),a={};w(e=>{C(i,e),a!==(a=`company:${n()??``}`)&&(r.value=r.__value=a)},[()=>X(n())]),S(e,r)}),d(n);var r=O(n,2);E(r,21,()=>D.lab.members,({member:e})=>e,(e,t)=>{let n=()=>m(t).member;var r=L(),i=f(r,!0),a={};w(e=>{C(i,e),a!==(a=`member:${n()??``}`)&&(r.value=r.__value=a)},[()=>D.lab.memberName(n())]),S(e,r)}),d(r),w(()=>{g(n,`label`,m(A).companies),g(r,`label`,m(A).members)}),S(e,t)};b(K,e=>{D.companies&&e(q)}),d(N),v(N),d(T);var Q=O(T,2),pe=f(Q,!0),$=O(Q,2),me=e=>{var t=oe(),n=a(t),i=a(n),o=f(i,!0),s=O(i,2);te(s),d(n);var c=O(n,2),l=a(c),p=f(l,!0),h=O(l,2),_=f(h,!0),v=O(h,2),y=f(v,!0);d(c);var b=O(c,2),x=f(b,!0);d(t),w(e=>{C(o,m(A).link),u(s,m(V)),C(p,m(A).copy),g(h,`href`,e),C(_,m(A).open),C(y,m(H)?m(A).copied:``),C(x,m(A).once)},[()=>m(V).replace(/^https?:/,`webcal:`)]),ne(`focus`,s,e=>e.currentTarget.select()),r(`click`,l,fe),S(e,t)};b($,e=>{m(V)&&e(me)});var he=O($,2),ge=e=>{var t=ce(),n=a(t),i=f(n,!0),o=O(n,2);E(o,21,()=>m(R),e=>e.feed,(e,t)=>{var n=se(),i=a(n),o=a(i),s=f(o,!0),c=O(o,2),l=f(c,!0);d(i);var u=O(i,2),p=f(u,!0);d(n),w((e,t,n)=>{C(s,e),C(l,t),g(u,`aria-label`,n),C(p,m(A).revoke)},[()=>Z(m(t)),()=>m(A).made(m(j).day(m(ue),y(m(t).createdAt))),()=>m(A).revokeIt(Z(m(t)),m(t).feed)]),r(`click`,u,()=>Y(m(t).feed)),S(e,n)}),d(o),d(t),w(()=>C(i,m(A).links)),S(e,t)};b(he,e=>{m(R).length>0&&e(ge)}),d(o),w(()=>{C(l,D.companies?m(A).whatAll:m(A).what),C(M,m(A).which),g(I,`label`,m(A).pools),g(G,`label`,m(A).resources),Q.disabled=m(W),C(pe,m(A).make)}),e(N,()=>m(B),e=>i(B,e)),r(`click`,Q,J),S(t,o)},$$slots:{default:!0}}),o()}p([`click`]);export{R as default};