import{$ as e,At as t,B as n,Dt as r,Et as i,H as a,Ht as o,It as s,Lt as c,Mt as l,Ot as u,Pt as d,Rt as f,U as p,W as m,at as h,ct as g,ft as _,ht as v,k as y,kt as b,m as x,mt as ee,nt as S,ot as C,pt as w,v as T,xt as E,zt as D}from"./icon-Cy1iO31E.js";import{B as O,at as k,ct as A,st as j}from"./wire-DUIohBW3.js";import{r as M,t as N}from"./send-BBg7dGMS.js";import{t as te}from"./problem-C8Q-SHnz.js";import{t as P}from"./sheet-Ckz3BYKI.js";/* empty css               */var F=A(k(`
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

RevokeFeed\x1B.mutua.v1.RevokeFeedRequest.mutua.v1.RevokeFeedResponsebproto3`,[j]),0),I={en:{title:`Calendars to subscribe to`,what:`A link that your own calendar program reads: on your phone, in Thunderbird, anywhere. What you may not know is only "Busy" in it.`,whatAll:`A link that a calendar program reads. It shows who and what, as you see it, to everybody who has it, for as long as your own sign-in is good.`,companies:`Companies`,members:`Members`,which:`Which calendar`,mine:`My bookings`,company:`My company's bookings`,pools:`Groups`,resources:`Resources`,make:`Make a link`,link:`The link`,copy:`Copy`,copied:`Copied.`,open:`Open in my calendar`,once:`It is shown this once. Whoever has it can read this calendar, and nothing else.`,lost:`The answer was lost on the way, so that link was revoked. Make another one.`,links:`Links that answer`,made:e=>`made ${e}`,revoke:`Revoke`,revokeIt:(e,t)=>`Revoke: ${e}, ${t}`},fr:{title:`S'abonner à un calendrier`,what:`Un lien que lit votre propre agenda : sur votre téléphone, dans Thunderbird, partout. Ce que vous n'avez pas à savoir n'y est que « Occupé ».`,whatAll:`Un lien que lit un agenda. Il montre qui et quoi, comme vous le voyez, à quiconque l'a, aussi longtemps que vaut votre propre connexion.`,companies:`Entreprises`,members:`Membres`,which:`Quel calendrier`,mine:`Mes réservations`,company:`Celles de mon entreprise`,pools:`Groupes`,resources:`Ressources`,make:`Créer un lien`,link:`Le lien`,copy:`Copier`,copied:`Copié.`,open:`Ouvrir dans mon agenda`,once:`Il n'est montré que cette fois. Qui l'a peut lire ce calendrier, et rien d'autre.`,lost:`La réponse s'est perdue en chemin, ce lien a donc été révoqué. Créez-en un autre.`,links:`Liens en service`,made:e=>`créé ${e}`,revoke:`Révoquer`,revokeIt:(e,t)=>`Révoquer : ${e}, ${t}`}},L=new class{#e=s(()=>I[T.language]);get c(){return v(this.#e)}set c(e){l(this.#e,e)}},ne=g(`<p class="note warn" role="alert"> </p>`),re=g(`<option> </option> <option> </option>`,1),R=g(`<option> </option>`),ie=g(`<optgroup></optgroup> <optgroup></optgroup>`,1),ae=g(`<div class="stack close once"><label class="field"><span> </span> <textarea readonly="" rows="3" class="svelte-zrdyns"></textarea></label> <div class="row-of"><button class="button"> </button> <a class="button"> </a> <span role="status"> </span></div> <p class="small soft"> </p></div>`),oe=g(`<li class="svelte-zrdyns"><span class="svelte-zrdyns"><strong> </strong> <span class="small soft"> </span></span> <button class="button quiet"> </button></li>`),se=g(`<section class="stack close" aria-labelledby="links-title"><h3 id="links-title"> </h3> <ul class="svelte-zrdyns"></ul></section>`),ce=g(`<div class="stack"><p class="soft"> </p> <!> <!> <label class="field"><span> </span> <select><!><optgroup></optgroup><optgroup></optgroup><!></select></label> <button class="button primary"> </button> <!> <!></div>`);function z(g,_){D(_,!0);let k=s(()=>L.c),A=s(()=>T.format),j=O(F,_.lab.session.api.transport),I=new N,z=d([]),B=d(void 0),V=d(t(_.companies?`resource:${_.lab.resources()[0]??``}`:`member`)),H=d(``),U=d(!1),W=d(!1),G=d(!1),le=s(()=>[..._.lab.catalogue.sites.values()][0]?.zone??`UTC`),ue=s(()=>[..._.lab.catalogue.pools.keys()]);K();async function K(){let e=await y(e=>j.listFeeds({own:!0,pageToken:e,minPosition:_.lab.session.position}),e=>e.feeds);e.ok?l(z,e.value.items.reverse()):q(e.problem)}function q(e){l(B,e),_.lab.session.notice(e)}function J(){let[e=``,t=``]=v(V).split(`:`);return e===`company`?{case:`company`,value:t||_.lab.viewer.company}:e===`pool`?{case:`pool`,value:t}:e===`resource`?{case:`resource`,value:t}:{case:`member`,value:t||_.lab.viewer.member}}async function de(){l(G,!0),l(H,``),l(U,l(W,!1),!0);let e=J(),t=await I.send(e,t=>j.createFeed({requestId:t,shown:e}));if(l(G,!1),l(B,void 0),!t.ok)return q(t.problem);if(_.lab.changed(t.value.position),t.value.path===``)return l(W,!0),Y(t.value.feed?.feed??``);l(H,location.origin+t.value.path),await K()}async function Y(e){let t=await M(t=>j.revokeFeed({requestId:t,feed:e}));if(!t.ok)return q(t.problem);l(B,void 0),_.lab.changed(t.value.position),await K()}function fe(e){e.currentTarget.closest(`.once`)?.querySelector(`textarea`)?.select(),l(U,document.execCommand(`copy`),!0)}function X(e){return _.companies?.find(t=>t.company===e)?.displayName||e}function Z({shown:e}){return _.companies&&e.case===`member`?_.lab.memberName(e.value):_.companies&&e.case===`company`?X(e.value):e.case===`member`?v(k).mine:e.case===`company`?v(k).company:_.lab.catalogue.name(e.value??``)}P(g,{get title(){return v(k).title},get onclose(){return _.onclose},children:(t,s)=>{var d=ce(),f=i(d),g=u(f,!0),y=b(f,2),T=e=>{te(e,{get problem(){return v(B)}})};S(y,e=>{v(B)&&e(T)});var D=b(y,2),O=e=>{var t=ne(),n=u(t,!0);E(()=>h(n,v(k).lost)),C(e,t)};S(D,e=>{v(W)&&e(O)});var j=b(D,2),M=i(j),N=u(M,!0),P=b(M,2),F=i(P),I=e=>{var t=re(),n=r(t),i=u(n,!0);n.value=n.__value=`member`;var a=b(n,2),o=u(a,!0);a.value=a.__value=`company`,E(()=>{h(i,v(k).mine),h(o,v(k).company)}),C(e,t)};S(F,e=>{_.companies||e(I)});var L=b(F);e(L,20,()=>v(ue),e=>e,(e,t)=>{var n=R(),r=u(n,!0),i={};E(e=>{h(r,e),i!==(i=`pool:${t??``}`)&&(n.value=n.__value=i)},[()=>_.lab.catalogue.name(t)]),C(e,n)}),o(L);var K=b(L);e(K,20,()=>_.lab.resources(),e=>e,(e,t)=>{var n=R(),r=u(n,!0),i={};E(e=>{h(r,e),i!==(i=`resource:${t??``}`)&&(n.value=n.__value=i)},[()=>_.lab.catalogue.name(t)]),C(e,n)}),o(K);var q=b(K),J=t=>{var i=ie(),a=r(i);e(a,21,()=>_.companies,({company:e})=>e,(e,t)=>{let n=()=>v(t).company;var r=R(),i=u(r,!0),a={};E(e=>{h(i,e),a!==(a=`company:${n()??``}`)&&(r.value=r.__value=a)},[()=>X(n())]),C(e,r)}),o(a);var s=b(a,2);e(s,21,()=>_.lab.members,({member:e})=>e,(e,t)=>{let n=()=>v(t).member;var r=R(),i=u(r,!0),a={};E(e=>{h(i,e),a!==(a=`member:${n()??``}`)&&(r.value=r.__value=a)},[()=>_.lab.memberName(n())]),C(e,r)}),o(s),E(()=>{n(a,`label`,v(k).companies),n(s,`label`,v(k).members)}),C(t,i)};S(q,e=>{_.companies&&e(J)}),o(P),m(P),o(j);var Q=b(j,2),pe=u(Q,!0),$=b(Q,2),me=e=>{var t=ae(),r=i(t),s=i(r),l=u(s,!0),d=b(s,2);c(d),o(r);var f=b(r,2),p=i(f),m=u(p,!0),g=b(p,2),_=u(g,!0),y=b(g,2),x=u(y,!0);o(f);var S=b(f,2),T=u(S,!0);o(t),E(e=>{h(l,v(k).link),a(d,v(H)),h(m,v(k).copy),n(g,`href`,e),h(_,v(k).open),h(x,v(U)?v(k).copied:``),h(T,v(k).once)},[()=>v(H).replace(/^https?:/,`webcal:`)]),ee(`focus`,d,e=>e.currentTarget.select()),w(`click`,p,fe),C(e,t)};S($,e=>{v(H)&&e(me)});var he=b($,2),ge=t=>{var r=se(),a=i(r),s=u(a,!0),c=b(a,2);e(c,21,()=>v(z),e=>e.feed,(e,t)=>{var r=oe(),a=i(r),s=i(a),c=u(s,!0),l=b(s,2),d=u(l,!0);o(a);var f=b(a,2),p=u(f,!0);o(r),E((e,t,r)=>{h(c,e),h(d,t),n(f,`aria-label`,r),h(p,v(k).revoke)},[()=>Z(v(t)),()=>v(k).made(v(A).day(v(le),x(v(t).createdAt))),()=>v(k).revokeIt(Z(v(t)),v(t).feed)]),w(`click`,f,()=>Y(v(t).feed)),C(e,r)}),o(c),o(r),E(()=>h(s,v(k).links)),C(t,r)};S(he,e=>{v(z).length>0&&e(ge)}),o(d),E(()=>{h(g,_.companies?v(k).whatAll:v(k).what),h(N,v(k).which),n(L,`label`,v(k).pools),n(K,`label`,v(k).resources),Q.disabled=v(G),h(pe,v(k).make)}),p(P,()=>v(V),e=>l(V,e)),w(`click`,Q,de),C(t,d)},$$slots:{default:!0}}),f()}_([`click`]);export{z as default};