import{D as e,E as t,Ft as n,Gt as r,It as i,Kt as a,Lt as o,Nt as s,Ot as c,Pt as l,St as u,Ut as d,Vt as f,Wt as p,X as m,Y as ee,Yt as h,Z as g,bt as _,d as v,ft as y,h as b,ht as x,k as S,lt as C,o as w,ot as T,pt as E,q as D,xt as te,yt as O,zt as k}from"./shared-ChiL21hD.js";import{B as A,at as j,ct as M,st as N}from"./wire-CvkIyxUK.js";import{t as P}from"./sheet-Cpvi8bpr.js";/* empty css               */var F=M(j(`
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

RevokeFeed\x1B.mutua.v1.RevokeFeedRequest.mutua.v1.RevokeFeedResponsebproto3`,[N]),0),I={en:{title:`Calendars to subscribe to`,what:`A link that your own calendar program reads: on your phone, in Thunderbird, anywhere. What you may not know is only "Busy" in it.`,whatAll:`A link that a calendar program reads. It shows who and what, as you see it, to everybody who has it, for as long as your own sign-in is good.`,companies:`Companies`,members:`Members`,which:`Which calendar`,mine:`My bookings`,company:`My company's bookings`,pools:`Groups`,resources:`Resources`,make:`Make a link`,link:`The link`,copy:`Copy`,copied:`Copied.`,open:`Open in my calendar`,once:`It is shown this once. Whoever has it can read this calendar, and nothing else.`,lost:`The answer was lost on the way, so that link was revoked. Make another one.`,links:`Links that answer`,made:e=>`made ${e}`,revoke:`Revoke`,revokeIt:(e,t)=>`Revoke: ${e}, ${t}`},fr:{title:`S'abonner à un calendrier`,what:`Un lien que lit votre propre agenda : sur votre téléphone, dans Thunderbird, partout. Ce que vous n'avez pas à savoir n'y est que « Occupé ».`,whatAll:`Un lien que lit un agenda. Il montre qui et quoi, comme vous le voyez, à quiconque l'a, aussi longtemps que vaut votre propre connexion.`,companies:`Entreprises`,members:`Membres`,which:`Quel calendrier`,mine:`Mes réservations`,company:`Celles de mon entreprise`,pools:`Groupes`,resources:`Ressources`,make:`Créer un lien`,link:`Le lien`,copy:`Copier`,copied:`Copié.`,open:`Ouvrir dans mon agenda`,once:`Il n'est montré que cette fois. Qui l'a peut lire ce calendrier, et rien d'autre.`,lost:`La réponse s'est perdue en chemin, ce lien a donc été révoqué. Créez-en un autre.`,links:`Liens en service`,made:e=>`créé ${e}`,revoke:`Révoquer`,revokeIt:(e,t)=>`Révoquer : ${e}, ${t}`}},L=new class{#e=d(()=>I[b.language]);get c(){return u(this.#e)}set c(e){k(this.#e,e)}},ne=x(`<p class="note warn" role="alert"> </p>`),re=x(`<option> </option> <option> </option>`,1),R=x(`<option> </option>`),ie=x(`<optgroup></optgroup> <optgroup></optgroup>`,1),ae=x(`<div class="stack close once"><label class="field"><span> </span> <textarea readonly="" rows="3" class="svelte-zrdyns"></textarea></label> <div class="row-of"><button class="button"> </button> <a class="button"> </a> <span role="status"> </span></div> <p class="small soft"> </p></div>`),oe=x(`<li class="svelte-zrdyns"><span class="svelte-zrdyns"><strong> </strong> <span class="small soft"> </span></span> <button class="button quiet"> </button></li>`),se=x(`<section class="stack close" aria-labelledby="links-title"><h3 id="links-title"> </h3> <ul class="plain"></ul></section>`),ce=x(`<div class="stack"><p class="soft"> </p> <!> <!> <label class="field"><span> </span> <select><!><optgroup></optgroup><optgroup></optgroup><!></select></label> <button class="button primary"> </button> <!> <!></div>`);function z(x,O){a(O,!0);let j=d(()=>L.c),M=d(()=>b.format),N=A(F,O.lab.session.api.transport),I=new e,z=f([]),B=f(void 0),V=f(o(O.companies?`resource:${O.lab.resources()[0]??``}`:`member`)),H=f(``),U=f(!1),W=f(!1),G=f(!1),le=d(()=>[...O.lab.catalogue.sites.values()][0]?.zone??`UTC`),ue=d(()=>[...O.lab.catalogue.pools.keys()]);K();async function K(){let e=await t(e=>N.listFeeds({own:!0,pageToken:e,minPosition:O.lab.session.position}),e=>e.feeds);e.ok?k(z,e.value.items.reverse()):q(e.problem)}function q(e){k(B,e),O.lab.session.notice(e)}function J(){let[e=``,t=``]=u(V).split(`:`);return e===`company`?{case:`company`,value:t||O.lab.viewer.company}:e===`pool`?{case:`pool`,value:t}:e===`resource`?{case:`resource`,value:t}:{case:`member`,value:t||O.lab.viewer.member}}async function de(){k(G,!0),k(H,``),k(U,k(W,!1),!0);let e=J(),t=await I.send(e,t=>N.createFeed({requestId:t,shown:e}));if(k(G,!1),k(B,void 0),!t.ok)return q(t.problem);if(O.lab.changed(t.value.position),t.value.path===``)return k(W,!0),Y(t.value.feed?.feed??``);k(H,location.origin+t.value.path),await K()}async function Y(e){let t=await S(t=>N.revokeFeed({requestId:t,feed:e}));if(!t.ok)return q(t.problem);k(B,void 0),O.lab.changed(t.value.position),await K()}function fe(e){e.currentTarget.closest(`.once`)?.querySelector(`textarea`)?.select(),k(U,document.execCommand(`copy`),!0)}function X(e){return O.companies?.find(t=>t.company===e)?.displayName||e}function Z({shown:e}){return O.companies&&e.case===`member`?O.lab.memberName(e.value):O.companies&&e.case===`company`?X(e.value):e.case===`member`?u(j).mine:e.case===`company`?u(j).company:O.lab.catalogue.name(e.value??``)}P(x,{get title(){return u(j).title},get onclose(){return O.onclose},children:(e,t)=>{var r=ce(),a=s(r),o=n(a,!0),d=i(a,2),f=e=>{w(e,{get problem(){return u(B)}})};C(d,e=>{u(B)&&e(f)});var b=i(d,2),x=e=>{var t=ne(),r=n(t,!0);c(()=>y(r,u(j).lost)),E(e,t)};C(b,e=>{u(W)&&e(x)});var S=i(b,2),A=s(S),N=n(A,!0),P=i(A,2),F=s(P),I=e=>{var t=re(),r=l(t),a=n(r,!0);r.value=r.__value=`member`;var o=i(r,2),s=n(o,!0);o.value=o.__value=`company`,c(()=>{y(a,u(j).mine),y(s,u(j).company)}),E(e,t)};C(F,e=>{O.companies||e(I)});var L=i(F);T(L,20,()=>u(ue),e=>e,(e,t)=>{var r=R(),i=n(r,!0),a={};c(e=>{y(i,e),a!==(a=`pool:${t??``}`)&&(r.value=r.__value=a)},[()=>O.lab.catalogue.name(t)]),E(e,r)}),h(L);var K=i(L);T(K,20,()=>O.lab.resources(),e=>e,(e,t)=>{var r=R(),i=n(r,!0),a={};c(e=>{y(i,e),a!==(a=`resource:${t??``}`)&&(r.value=r.__value=a)},[()=>O.lab.catalogue.name(t)]),E(e,r)}),h(K);var q=i(K),J=e=>{var t=ie(),r=l(t);T(r,21,()=>O.companies,({company:e})=>e,(e,t)=>{let r=()=>u(t).company;var i=R(),a=n(i,!0),o={};c(e=>{y(a,e),o!==(o=`company:${r()??``}`)&&(i.value=i.__value=o)},[()=>X(r())]),E(e,i)}),h(r);var a=i(r,2);T(a,21,()=>O.lab.members,({member:e})=>e,(e,t)=>{let r=()=>u(t).member;var i=R(),a=n(i,!0),o={};c(e=>{y(a,e),o!==(o=`member:${r()??``}`)&&(i.value=i.__value=o)},[()=>O.lab.memberName(r())]),E(e,i)}),h(a),c(()=>{D(r,`label`,u(j).companies),D(a,`label`,u(j).members)}),E(e,t)};C(q,e=>{O.companies&&e(J)}),h(P),g(P),h(S);var Q=i(S,2),pe=n(Q,!0),$=i(Q,2),me=e=>{var t=ae(),r=s(t),a=s(r),o=n(a,!0),l=i(a,2);p(l),h(r);var d=i(r,2),f=s(d),m=n(f,!0),g=i(f,2),v=n(g,!0),b=i(g,2),x=n(b,!0);h(d);var S=i(d,2),C=n(S,!0);h(t),c(e=>{y(o,u(j).link),ee(l,u(H)),y(m,u(j).copy),D(g,`href`,e),y(v,u(j).open),y(x,u(U)?u(j).copied:``),y(C,u(j).once)},[()=>u(H).replace(/^https?:/,`webcal:`)]),te(`focus`,l,e=>e.currentTarget.select()),_(`click`,f,fe),E(e,t)};C($,e=>{u(H)&&e(me)});var he=i($,2),ge=e=>{var t=se(),r=s(t),a=n(r,!0),o=i(r,2);T(o,21,()=>u(z),e=>e.feed,(e,t)=>{var r=oe(),a=s(r),o=s(a),l=n(o,!0),d=i(o,2),f=n(d,!0);h(a);var p=i(a,2),m=n(p,!0);h(r),c((e,t,n)=>{y(l,e),y(f,t),D(p,`aria-label`,n),y(m,u(j).revoke)},[()=>Z(u(t)),()=>u(j).made(u(M).day(u(le),v(u(t).createdAt))),()=>u(j).revokeIt(Z(u(t)),u(t).feed)]),_(`click`,p,()=>Y(u(t).feed)),E(e,r)}),h(o),h(t),c(()=>y(a,u(j).links)),E(e,t)};C(he,e=>{u(z).length>0&&e(ge)}),h(r),c(()=>{y(o,O.companies?u(j).whatAll:u(j).what),y(N,u(j).which),D(L,`label`,u(j).pools),D(K,`label`,u(j).resources),Q.disabled=u(G),y(pe,u(j).make)}),m(P,()=>u(V),e=>k(V,e)),_(`click`,Q,de),E(e,r)},$$slots:{default:!0}}),r()}O([`click`]);export{z as default};