import{$ as e,At as t,Ct as n,Dt as r,F as i,Ft as a,I as o,K as s,L as c,Mt as l,N as u,Q as d,St as f,Tt as p,Y as m,at as h,bt as g,ct as _,g as v,i as y,jt as b,kt as x,m as S,mt as C,ot as w,st as T,tt as E,xt as D,yt as O}from"./reason-BnFxXiPD.js";import{F as k,et as A,nt as j,rt as M}from"./wire-2zNGAG9q.js";import{f as ee,h as N}from"./icon-2KpAYAVS.js";import{t as te}from"./problem-CjYwjV2H.js";import{t as P}from"./sheet-qRw9WOha.js";/* empty css               */var F=M(A(`
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

RevokeFeed\x1B.mutua.v1.RevokeFeedRequest.mutua.v1.RevokeFeedResponsebproto3`,[j]),0),I={en:{title:`Calendars to subscribe to`,what:`A link that your own calendar program reads: on your phone, in Thunderbird, anywhere. What you may not know is only "Busy" in it.`,whatAll:`A link that a calendar program reads. It shows who and what, as you see it, to everybody who has it, for as long as your own sign-in is good.`,companies:`Companies`,members:`Members`,which:`Which calendar`,mine:`My bookings`,company:`My company's bookings`,pools:`Groups`,resources:`Resources`,make:`Make a link`,link:`The link`,copy:`Copy`,copied:`Copied.`,open:`Open in my calendar`,once:`It is shown this once. Whoever has it can read this calendar, and nothing else.`,lost:`The answer was lost on the way, so that link was revoked. Make another one.`,links:`Links that answer`,made:e=>`made ${e}`,revoke:`Revoke`,revokeIt:(e,t)=>`Revoke: ${e}, ${t}`},fr:{title:`S'abonner à un calendrier`,what:`Un lien que lit votre propre agenda : sur votre téléphone, dans Thunderbird, partout. Ce que vous n'avez pas à savoir n'y est que « Occupé ».`,whatAll:`Un lien que lit un agenda. Il montre qui et quoi, comme vous le voyez, à quiconque l'a, aussi longtemps que vaut votre propre connexion.`,companies:`Entreprises`,members:`Membres`,which:`Quel calendrier`,mine:`Mes réservations`,company:`Celles de mon entreprise`,pools:`Groupes`,resources:`Ressources`,make:`Créer un lien`,link:`Le lien`,copy:`Copier`,copied:`Copié.`,open:`Ouvrir dans mon agenda`,once:`Il n'est montré que cette fois. Qui l'a peut lire ce calendrier, et rien d'autre.`,lost:`La réponse s'est perdue en chemin, ce lien a donc été révoqué. Créez-en un autre.`,links:`Liens en service`,made:e=>`créé ${e}`,revoke:`Révoquer`,revokeIt:(e,t)=>`Révoquer : ${e}, ${t}`}},L=new class{#e=x(()=>I[y.language]);get c(){return _(this.#e)}set c(e){p(this.#e,e)}},ne=E(`<p class="note warn" role="alert"> </p>`),re=E(`<option> </option> <option> </option>`,1),R=E(`<option> </option>`),ie=E(`<optgroup></optgroup> <optgroup></optgroup>`,1),ae=E(`<div class="stack close once"><label class="field"><span> </span> <textarea readonly="" rows="3" class="svelte-zrdyns"></textarea></label> <div class="row-of"><button class="button"> </button> <a class="button"> </a> <span role="status"> </span></div> <p class="small soft"> </p></div>`),oe=E(`<li class="svelte-zrdyns"><span class="svelte-zrdyns"><strong> </strong> <span class="small soft"> </span></span> <button class="button quiet"> </button></li>`),se=E(`<section class="stack close" aria-labelledby="links-title"><h3 id="links-title"> </h3> <ul class="svelte-zrdyns"></ul></section>`),ce=E(`<div class="stack"><p class="soft"> </p> <!> <!> <label class="field"><span> </span> <select><!><optgroup></optgroup><optgroup></optgroup><!></select></label> <button class="button primary"> </button> <!> <!></div>`);function z(h,E){l(E,!0);let A=x(()=>L.c),j=x(()=>y.format),M=k(F,E.lab.session.api.transport),I=new S,z=r([]),B=r(void 0),V=r(n(E.companies?`resource:${E.lab.resources()[0]??``}`:`member`)),H=r(``),U=r(!1),W=r(!1),G=r(!1),le=x(()=>[...E.lab.catalogue.sites.values()][0]?.zone??`UTC`),ue=x(()=>[...E.lab.catalogue.pools.keys()]);K();async function K(){let e=await N(e=>M.listFeeds({own:!0,pageToken:e,minPosition:E.lab.session.position}),e=>e.feeds);e.ok?p(z,e.value.items.reverse()):q(e.problem)}function q(e){p(B,e),E.lab.session.notice(e)}function J(){let[e=``,t=``]=_(V).split(`:`);return e===`company`?{case:`company`,value:t||E.lab.viewer.company}:e===`pool`?{case:`pool`,value:t}:e===`resource`?{case:`resource`,value:t}:{case:`member`,value:t||E.lab.viewer.member}}async function de(){p(G,!0),p(H,``),p(U,p(W,!1),!0);let e=J(),t=await I.send(e,t=>M.createFeed({requestId:t,shown:e}));if(p(G,!1),p(B,void 0),!t.ok)return q(t.problem);if(E.lab.changed(t.value.position),t.value.path===``)return p(W,!0),Y(t.value.feed?.feed??``);p(H,location.origin+t.value.path),await K()}async function Y(e){let t=await v(t=>M.revokeFeed({requestId:t,feed:e}));if(!t.ok)return q(t.problem);p(B,void 0),E.lab.changed(t.value.position),await K()}function fe(e){e.currentTarget.closest(`.once`)?.querySelector(`textarea`)?.select(),p(U,document.execCommand(`copy`),!0)}function X(e){return E.companies?.find(t=>t.company===e)?.displayName||e}function Z({shown:e}){return E.companies&&e.case===`member`?E.lab.memberName(e.value):E.companies&&e.case===`company`?X(e.value):e.case===`member`?_(A).mine:e.case===`company`?_(A).company:E.lab.catalogue.name(e.value??``)}P(h,{get title(){return _(A).title},get onclose(){return E.onclose},children:(n,r)=>{var l=ce(),h=O(l),v=D(h,!0),y=f(h,2),b=e=>{te(e,{get problem(){return _(B)}})};m(y,e=>{_(B)&&e(b)});var x=f(y,2),S=t=>{var n=ne(),r=D(n,!0);C(()=>d(r,_(A).lost)),e(t,n)};m(x,e=>{_(W)&&e(S)});var k=f(x,2),M=O(k),N=D(M,!0),P=f(M,2),F=O(P),I=t=>{var n=re(),r=g(n),i=D(r,!0);r.value=r.__value=`member`;var a=f(r,2),o=D(a,!0);a.value=a.__value=`company`,C(()=>{d(i,_(A).mine),d(o,_(A).company)}),e(t,n)};m(F,e=>{E.companies||e(I)});var L=f(F);s(L,20,()=>_(ue),e=>e,(t,n)=>{var r=R(),i=D(r,!0),a={};C(e=>{d(i,e),a!==(a=`pool:${n??``}`)&&(r.value=r.__value=a)},[()=>E.lab.catalogue.name(n)]),e(t,r)}),a(L);var K=f(L);s(K,20,()=>E.lab.resources(),e=>e,(t,n)=>{var r=R(),i=D(r,!0),a={};C(e=>{d(i,e),a!==(a=`resource:${n??``}`)&&(r.value=r.__value=a)},[()=>E.lab.catalogue.name(n)]),e(t,r)}),a(K);var q=f(K),J=t=>{var n=ie(),r=g(n);s(r,21,()=>E.companies,({company:e})=>e,(t,n)=>{let r=()=>_(n).company;var i=R(),a=D(i,!0),o={};C(e=>{d(a,e),o!==(o=`company:${r()??``}`)&&(i.value=i.__value=o)},[()=>X(r())]),e(t,i)}),a(r);var i=f(r,2);s(i,21,()=>E.lab.members,({member:e})=>e,(t,n)=>{let r=()=>_(n).member;var i=R(),a=D(i,!0),o={};C(e=>{d(a,e),o!==(o=`member:${r()??``}`)&&(i.value=i.__value=o)},[()=>E.lab.memberName(r())]),e(t,i)}),a(i),C(()=>{u(r,`label`,_(A).companies),u(i,`label`,_(A).members)}),e(t,n)};m(q,e=>{E.companies&&e(J)}),a(P),c(P),a(k);var Q=f(k,2),pe=D(Q,!0),$=f(Q,2),me=n=>{var r=ae(),o=O(r),s=O(o),c=D(s,!0),l=f(s,2);t(l),a(o);var p=f(o,2),m=O(p),h=D(m,!0),g=f(m,2),v=D(g,!0),y=f(g,2),b=D(y,!0);a(p);var x=f(p,2),S=D(x,!0);a(r),C(e=>{d(c,_(A).link),i(l,_(H)),d(h,_(A).copy),u(g,`href`,e),d(v,_(A).open),d(b,_(U)?_(A).copied:``),d(S,_(A).once)},[()=>_(H).replace(/^https?:/,`webcal:`)]),T(`focus`,l,e=>e.currentTarget.select()),w(`click`,m,fe),e(n,r)};m($,e=>{_(H)&&e(me)});var he=f($,2),ge=t=>{var n=se(),r=O(n),i=D(r,!0),o=f(r,2);s(o,21,()=>_(z),e=>e.feed,(t,n)=>{var r=oe(),i=O(r),o=O(i),s=D(o,!0),c=f(o,2),l=D(c,!0);a(i);var p=f(i,2),m=D(p,!0);a(r),C((e,t,n)=>{d(s,e),d(l,t),u(p,`aria-label`,n),d(m,_(A).revoke)},[()=>Z(_(n)),()=>_(A).made(_(j).day(_(le),ee(_(n).createdAt))),()=>_(A).revokeIt(Z(_(n)),_(n).feed)]),w(`click`,p,()=>Y(_(n).feed)),e(t,r)}),a(o),a(n),C(()=>d(i,_(A).links)),e(t,n)};m(he,e=>{_(z).length>0&&e(ge)}),a(l),C(()=>{d(v,E.companies?_(A).whatAll:_(A).what),d(N,_(A).which),u(L,`label`,_(A).pools),u(K,`label`,_(A).resources),Q.disabled=_(G),d(pe,_(A).make)}),o(P,()=>_(V),e=>p(V,e)),w(`click`,Q,de),e(n,l)},$$slots:{default:!0}}),b()}h([`click`]);export{z as default};