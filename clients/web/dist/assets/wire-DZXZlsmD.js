function e(e){let t=!1,n=[];for(let r=0;r<e.length;r++){let i=e.charAt(r);switch(i){case`_`:t=!0;break;case`0`:case`1`:case`2`:case`3`:case`4`:case`5`:case`6`:case`7`:case`8`:case`9`:n.push(i),t=!1;break;default:t&&(t=!1,i=i.toUpperCase()),n.push(i)}}return n.join(``)}function t(e){return e.replace(/[A-Z]/g,e=>`_`+e.toLowerCase())}var n=new Set([`constructor`,`toString`,`toJSON`,`valueOf`]);function r(e){return n.has(e)?e+`$`:e}function i(){let e=0,t=0;for(let n=0;n<28;n+=7){let r=this.buf[this.pos++];if(e|=(r&127)<<n,!(r&128))return this.assertBounds(),[e,t]}let n=this.buf[this.pos++];if(e|=(n&15)<<28,t=(n&112)>>4,!(n&128))return this.assertBounds(),[e,t];for(let n=3;n<=31;n+=7){let r=this.buf[this.pos++];if(t|=(r&127)<<n,!(r&128))return this.assertBounds(),[e,t]}throw Error(`invalid varint`)}function a(e,t,n){for(let r=0;r<28;r+=7){let i=e>>>r,a=!(!(i>>>7)&&t==0),o=(a?i|128:i)&255;if(n.push(o),!a)return}let r=e>>>28&15|(t&7)<<4,i=!!(t>>3);if(n.push((i?r|128:r)&255),i){for(let e=3;e<31;e+=7){let r=t>>>e,i=!!(r>>>7),a=(i?r|128:r)&255;if(n.push(a),!i)return}n.push(t>>>31&1)}}var o=4294967296;function s(e){let t=e[0]===`-`;t&&(e=e.slice(1));let n=1e6,r=0,i=0;function a(t,a){let s=Number(e.slice(t,a));i*=n,r=r*n+s,r>=o&&(i+=r/o|0,r%=o)}return a(-24,-18),a(-18,-12),a(-12,-6),a(-6),t?f(r,i):d(r,i)}function c(e,t){let n=d(e,t),r=n.hi&2147483648;r&&(n=f(n.lo,n.hi));let i=l(n.lo,n.hi);return r?`-`+i:i}function l(e,t){if({lo:e,hi:t}=u(e,t),t<=2097151)return String(o*t+e);let n=e&16777215,r=(e>>>24|t<<8)&16777215,i=t>>16&65535,a=n+r*6777216+i*6710656,s=r+i*8147497,c=i*2,l=1e7;return a>=l&&(s+=Math.floor(a/l),a%=l),s>=l&&(c+=Math.floor(s/l),s%=l),c.toString()+p(s)+p(a)}function u(e,t){return{lo:e>>>0,hi:t>>>0}}function d(e,t){return{lo:e|0,hi:t|0}}function f(e,t){return t=~t,e?e=~e+1:t+=1,d(e,t)}var p=e=>{let t=String(e);return`0000000`.slice(t.length)+t};function m(e,t){if(e>=0){for(;e>127;)t.push(e&127|128),e>>>=7;t.push(e)}else{for(let n=0;n<9;n++)t.push(e&127|128),e>>=7;t.push(1)}}function ee(){let e=this.buf[this.pos++],t=e&127;if(!(e&128)||(e=this.buf[this.pos++],t|=(e&127)<<7,!(e&128))||(e=this.buf[this.pos++],t|=(e&127)<<14,!(e&128))||(e=this.buf[this.pos++],t|=(e&127)<<21,!(e&128)))return this.assertBounds(),t;e=this.buf[this.pos++],t|=(e&15)<<28;for(let t=5;e&128&&t<10;t++)e=this.buf[this.pos++];if(e&128)throw Error(`invalid varint`);return this.assertBounds(),t>>>0}var h=te();function te(){let e=new DataView(new ArrayBuffer(8));if(typeof BigInt==`function`&&typeof e.getBigInt64==`function`&&typeof e.getBigUint64==`function`&&typeof e.setBigInt64==`function`&&typeof e.setBigUint64==`function`&&(globalThis.Deno||globalThis.Bun||typeof process!=`object`||{}.BUF_BIGINT_DISABLE!==`1`)){let t=BigInt(`-9223372036854775808`),n=BigInt(`9223372036854775807`),r=BigInt(`0`),i=BigInt(`18446744073709551615`);return{zero:BigInt(0),supported:!0,parse(e){let r=typeof e==`bigint`?e:BigInt(e);if(r>n||r<t)throw Error(`invalid int64: ${e}`);return r},uParse(e){let t=typeof e==`bigint`?e:BigInt(e);if(t>i||t<r)throw Error(`invalid uint64: ${e}`);return t},enc(t){return e.setBigInt64(0,this.parse(t),!0),{lo:e.getInt32(0,!0),hi:e.getInt32(4,!0)}},uEnc(t){return e.setBigInt64(0,this.uParse(t),!0),{lo:e.getInt32(0,!0),hi:e.getInt32(4,!0)}},dec(t,n){return e.setInt32(0,t,!0),e.setInt32(4,n,!0),e.getBigInt64(0,!0)},uDec(t,n){return e.setInt32(0,t,!0),e.setInt32(4,n,!0),e.getBigUint64(0,!0)}}}return{zero:`0`,supported:!1,parse(e){return typeof e!=`string`&&(e=e.toString()),ne(e),e},uParse(e){return typeof e!=`string`&&(e=e.toString()),re(e),e},enc(e){return typeof e!=`string`&&(e=e.toString()),ne(e),s(e)},uEnc(e){return typeof e!=`string`&&(e=e.toString()),re(e),s(e)},dec(e,t){return c(e,t)},uDec(e,t){return l(e,t)}}}function ne(e){if(!/^-?[0-9]+$/.test(e))throw Error(`invalid int64: `+e)}function re(e){if(!/^[0-9]+$/.test(e))throw Error(`invalid uint64: `+e)}var g;(function(e){e[e.DOUBLE=1]=`DOUBLE`,e[e.FLOAT=2]=`FLOAT`,e[e.INT64=3]=`INT64`,e[e.UINT64=4]=`UINT64`,e[e.INT32=5]=`INT32`,e[e.FIXED64=6]=`FIXED64`,e[e.FIXED32=7]=`FIXED32`,e[e.BOOL=8]=`BOOL`,e[e.STRING=9]=`STRING`,e[e.BYTES=12]=`BYTES`,e[e.UINT32=13]=`UINT32`,e[e.SFIXED32=15]=`SFIXED32`,e[e.SFIXED64=16]=`SFIXED64`,e[e.SINT32=17]=`SINT32`,e[e.SINT64=18]=`SINT64`})(g||={});function _(e,t){switch(e){case g.STRING:return``;case g.BOOL:return!1;case g.DOUBLE:case g.FLOAT:return 0;case g.INT64:case g.UINT64:case g.SFIXED64:case g.FIXED64:case g.SINT64:return t?`0`:h.zero;case g.BYTES:return new Uint8Array;default:return 0}}function ie(e,t){switch(e){case g.BOOL:return t===!1;case g.STRING:return t===``;case g.BYTES:return t instanceof Uint8Array&&!t.byteLength;case g.DOUBLE:case g.FLOAT:return Object.is(t,0);default:return t==0}}var ae=2,v=Symbol.for(`reflect unsafe local`);function oe(e,t){let n=e[t.localName].case;return n===void 0?n:t.fields.find(e=>e.localName===n)}function se(e,t){let n=t.localName;if(t.oneof)return e[t.oneof.localName].case===n;if(t.presence!=ae)return e[n]!==void 0&&Object.prototype.hasOwnProperty.call(e,n);switch(t.fieldKind){case`list`:return e[n].length>0;case`map`:return Object.keys(e[n]).length>0;case`scalar`:return!ie(t.scalar,e[n]);case`enum`:return e[n]!==t.enum.values[0].number}throw Error(`message field with implicit presence`)}function y(e,t){return Object.prototype.hasOwnProperty.call(e,t)&&e[t]!==void 0}function ce(e,t){if(t.oneof){let n=e[t.oneof.localName];return n.case===t.localName?n.value:void 0}return e[t.localName]}function le(e,t,n){t.oneof?e[t.oneof.localName]={case:t.localName,value:n}:e[t.localName]=n}function ue(e,t){let n=t.localName;if(t.oneof){let r=t.oneof.localName;e[r].case===n&&(e[r]={case:void 0})}else if(t.presence!=ae)delete e[n];else switch(t.fieldKind){case`map`:e[n]={};break;case`list`:e[n]=[];break;case`enum`:e[n]=t.enum.values[0].number;break;case`scalar`:e[n]=_(t.scalar,t.longAsString)}}function de(t){for(let n of t.field)y(n,`jsonName`)||(n.jsonName=e(n.name));t.nestedType.forEach(de)}function fe(e,t){let n=e.values.find(e=>e.name===t);if(!n)throw Error(`cannot parse ${e} default value: ${t}`);return n.number}function pe(e,t){switch(e){case g.STRING:return t;case g.BYTES:{let n=me(t);if(n===!1)throw Error(`cannot parse ${g[e]} default value: ${t}`);return n}case g.INT64:case g.SFIXED64:case g.SINT64:return h.parse(t);case g.UINT64:case g.FIXED64:return h.uParse(t);case g.DOUBLE:case g.FLOAT:switch(t){case`inf`:return 1/0;case`-inf`:return-1/0;case`nan`:return NaN;default:return parseFloat(t)}case g.BOOL:return t===`true`;case g.INT32:case g.UINT32:case g.SINT32:case g.FIXED32:case g.SFIXED32:return parseInt(t,10)}}function me(e){let t=[],n={tail:e,c:``,next(){return this.tail.length!=0&&(this.c=this.tail[0],this.tail=this.tail.substring(1),!0)},take(e){if(this.tail.length>=e){let t=this.tail.substring(0,e);return this.tail=this.tail.substring(e),t}return!1}};for(;n.next();)switch(n.c){case`\\`:if(n.next())switch(n.c){case`\\`:t.push(n.c.charCodeAt(0));break;case`b`:t.push(8);break;case`f`:t.push(12);break;case`n`:t.push(10);break;case`r`:t.push(13);break;case`t`:t.push(9);break;case`v`:t.push(11);break;case`0`:case`1`:case`2`:case`3`:case`4`:case`5`:case`6`:case`7`:{let e=n.c,r=n.take(2);if(r===!1)return!1;let i=parseInt(e+r,8);if(Number.isNaN(i))return!1;t.push(i);break}case`x`:{let e=n.c,r=n.take(2);if(r===!1)return!1;let i=parseInt(e+r,16);if(Number.isNaN(i))return!1;t.push(i);break}case`u`:{let e=n.c,r=n.take(4);if(r===!1)return!1;let i=parseInt(e+r,16);if(Number.isNaN(i))return!1;let a=new Uint8Array(4);new DataView(a.buffer).setInt32(0,i,!0),t.push(a[0],a[1],a[2],a[3]);break}case`U`:{let e=n.c,r=n.take(8);if(r===!1)return!1;let i=h.uEnc(e+r),a=new Uint8Array(8),o=new DataView(a.buffer);o.setInt32(0,i.lo,!0),o.setInt32(4,i.hi,!0),t.push(a[0],a[1],a[2],a[3],a[4],a[5],a[6],a[7]);break}}break;default:t.push(n.c.charCodeAt(0))}return new Uint8Array(t)}function*he(e){switch(e.kind){case`file`:for(let t of e.messages)yield t,yield*he(t);yield*e.enums,yield*e.services,yield*e.extensions;break;case`message`:for(let t of e.nestedMessages)yield t,yield*he(t);yield*e.nestedEnums,yield*e.nestedExtensions}}function ge(...e){let t=_e();if(!e.length)return t;if(`$typeName`in e[0]&&e[0].$typeName==`google.protobuf.FileDescriptorSet`){for(let n of e[0].file)Re(n,t);return t}if(`$typeName`in e[0]){let n=e[0],r=e[1],i=new Set;function a(e){let n=[];for(let a of e.dependency){if(t.getFile(a)!=null||i.has(a))continue;let o=r(a);if(!o)throw Error(`Unable to resolve ${a}, imported by ${e.name}`);`kind`in o?t.addFile(o,!1,!0):(i.add(o.name),n.push(o))}return n.concat(...n.map(a))}for(let e of[n,...a(n)].reverse())Re(e,t)}else for(let n of e)for(let e of n.files)t.addFile(e);return t}function _e(){let e=new Map,t=new Map,n=new Map;return{kind:`registry`,types:e,extendees:t,[Symbol.iterator](){return e.values()},get files(){return n.values()},addFile(e,t,r){if(n.set(e.proto.name,e),!t)for(let t of he(e))this.add(t);if(r)for(let n of e.dependencies)this.addFile(n,t,r)},add(n){if(n.kind==`extension`){let e=t.get(n.extendee.typeName);e||t.set(n.extendee.typeName,e=new Map),e.set(n.number,n)}e.set(n.typeName,n)},get(t){return e.get(t)},getFile(e){return n.get(e)},getMessage(t){let n=e.get(t);return n?.kind==`message`?n:void 0},getEnum(t){let n=e.get(t);return n?.kind==`enum`?n:void 0},getExtension(t){let n=e.get(t);return n?.kind==`extension`?n:void 0},getExtensionFor(e,n){return t.get(e.typeName)?.get(n)},getService(t){let n=e.get(t);return n?.kind==`service`?n:void 0}}}var ve=998,ye=999,be=9999,xe=9,b=10,Se=11,Ce=12,we=14,Te=3,Ee=2,De=1,Oe=0,ke=1,Ae=2,je=3,Me=1,Ne=2,Pe=1,Fe=2,Ie=1001,Le={998:{fieldPresence:1,enumType:2,repeatedFieldEncoding:2,utf8Validation:3,messageEncoding:1,jsonFormat:2,enforceNamingStyle:2,defaultSymbolVisibility:1},999:{fieldPresence:2,enumType:1,repeatedFieldEncoding:1,utf8Validation:2,messageEncoding:1,jsonFormat:1,enforceNamingStyle:2,defaultSymbolVisibility:1},1e3:{fieldPresence:1,enumType:1,repeatedFieldEncoding:1,utf8Validation:2,messageEncoding:1,jsonFormat:1,enforceNamingStyle:2,defaultSymbolVisibility:1},1001:{fieldPresence:1,enumType:1,repeatedFieldEncoding:1,utf8Validation:2,messageEncoding:1,jsonFormat:1,enforceNamingStyle:1,defaultSymbolVisibility:2}};function Re(e,t){let n={kind:`file`,proto:e,deprecated:e.options?.deprecated??!1,edition:qe(e),name:e.name.replace(/\.proto$/,``),dependencies:Je(e,t),enums:[],messages:[],extensions:[],services:[],toString(){return`file ${e.name}`}},r=new Map,i={get(e){return r.get(e)},add(e){C(e.proto.options?.mapEntry===!0),r.set(e.typeName,e)}};for(let r of e.enumType)Ve(r,n,void 0,t);for(let r of e.messageType)He(r,n,void 0,t,i);for(let r of e.service)Ue(r,n,t);ze(n,t);for(let e of r.values())Be(e,t,i);for(let e of n.messages)Be(e,t,i),ze(e,t);t.addFile(n,!0)}function ze(e,t){switch(e.kind){case`file`:for(let n of e.proto.extension){let r=Ke(n,e,t);e.extensions.push(r),t.add(r)}break;case`message`:for(let n of e.proto.extension){let r=Ke(n,e,t);e.nestedExtensions.push(r),t.add(r)}for(let n of e.nestedMessages)ze(n,t)}}function Be(e,t,n){let r=e.proto.oneofDecl.map(t=>Ge(t,e)),i=new Set;for(let a of e.proto.field){let o=Qe(a,r),s=Ke(a,e,t,o,n);e.fields.push(s),e.field[s.localName]=s,o===void 0?e.members.push(s):(o.fields.push(s),i.has(o)||(i.add(o),e.members.push(o)))}for(let t of r.filter(e=>i.has(e)))e.oneofs.push(t);for(let r of e.nestedMessages)Be(r,t,n)}function Ve(e,t,n,i){let a=Ye(e.name,e.value),o={kind:`enum`,proto:e,deprecated:e.options?.deprecated??!1,file:t,parent:n,open:!0,name:e.name,typeName:Ze(e,n,t),value:{},values:[],sharedPrefix:a,toString(){return`enum ${this.typeName}`}};o.open=nt(o),i.add(o);for(let t of e.value){let e=t.name;o.values.push(o.value[t.number]={kind:`enum_value`,proto:t,deprecated:t.options?.deprecated??!1,parent:o,name:e,localName:r(a==null?e:e.substring(a.length)),number:t.number,toString(){return`enum value ${o.typeName}.${e}`}})}(n?.nestedEnums??t.enums).push(o)}function He(e,t,n,r,i){let a={kind:`message`,proto:e,deprecated:e.options?.deprecated??!1,file:t,parent:n,name:e.name,typeName:Ze(e,n,t),fields:[],field:{},oneofs:[],members:[],nestedEnums:[],nestedMessages:[],nestedExtensions:[],toString(){return`message ${this.typeName}`}};e.options?.mapEntry===!0?i.add(a):((n?.nestedMessages??t.messages).push(a),r.add(a));for(let n of e.enumType)Ve(n,t,a,r);for(let n of e.nestedType)He(n,t,a,r,i)}function Ue(e,t,n){let r={kind:`service`,proto:e,deprecated:e.options?.deprecated??!1,file:t,name:e.name,typeName:Ze(e,void 0,t),methods:[],method:{},toString(){return`service ${this.typeName}`}};t.services.push(r),n.add(r);for(let t of e.method){let e=We(t,r,n);r.methods.push(e),r.method[e.localName]=e}}function We(e,t,n){let i;i=e.clientStreaming&&e.serverStreaming?`bidi_streaming`:e.clientStreaming?`client_streaming`:e.serverStreaming?`server_streaming`:`unary`;let a=n.getMessage(x(e.inputType)),o=n.getMessage(x(e.outputType));C(a,`invalid MethodDescriptorProto: input_type ${e.inputType} not found`),C(o,`invalid MethodDescriptorProto: output_type ${e.inputType} not found`);let s=e.name;return{kind:`rpc`,proto:e,deprecated:e.options?.deprecated??!1,parent:t,name:s,localName:r(s.length?r(s[0].toLowerCase()+s.substring(1)):s),methodKind:i,input:a,output:o,idempotency:e.options?.idempotencyLevel??Oe,toString(){return`rpc ${t.typeName}.${s}`}}}function Ge(t,n){return{kind:`oneof`,proto:t,deprecated:!1,parent:n,fields:[],name:t.name,localName:r(e(t.name)),toString(){return`oneof ${n.typeName}.${this.name}`}}}function Ke(t,n,i,a,o){let s=o===void 0,c={kind:`field`,proto:t,deprecated:t.options?.deprecated??!1,name:t.name,number:t.number,scalar:void 0,message:void 0,enum:void 0,presence:$e(t,a,s,n),utf8Validation:it(t,n),listKind:void 0,mapKind:void 0,mapKey:void 0,delimitedEncoding:void 0,packed:void 0,longAsString:!1,getDefaultValue:void 0};if(s){let e=n.kind==`file`?n:n.file,r=n.kind==`file`?void 0:n,a=Ze(t,r,e);c.kind=`extension`,c.file=e,c.parent=r,c.oneof=void 0,c.typeName=a,c.jsonName=`[${a}]`,c.toString=()=>`extension ${a}`;let o=i.getMessage(x(t.extendee));C(o,`invalid FieldDescriptorProto: extendee ${t.extendee} not found`),c.extendee=o}else{let i=n;C(i.kind==`message`),c.parent=i,c.oneof=a,c.localName=a?e(t.name):r(e(t.name)),c.jsonName=t.jsonName,c.toString=()=>`field ${i.typeName}.${t.name}`}let l=t.label,u=t.type,d=t.options?.jstype;if(l===Te){let e=u==Se?o?.get(x(t.typeName)):void 0;if(e){c.fieldKind=`map`;let{key:t,value:n}=tt(e);return c.mapKey=t.scalar,c.mapKind=n.fieldKind,c.message=n.message,c.delimitedEncoding=!1,c.enum=n.enum,c.scalar=n.scalar,c}switch(c.fieldKind=`list`,u){case Se:case b:c.listKind=`message`,c.message=i.getMessage(x(t.typeName)),C(c.message),c.delimitedEncoding=rt(t,n);break;case we:c.listKind=`enum`,c.enum=i.getEnum(x(t.typeName)),C(c.enum);break;default:c.listKind=`scalar`,c.scalar=u,c.longAsString=d==De}return c.packed=et(t,n),c}switch(u){case Se:case b:c.fieldKind=`message`,c.message=i.getMessage(x(t.typeName)),C(c.message,`invalid FieldDescriptorProto: type_name ${t.typeName} not found`),c.delimitedEncoding=rt(t,n),c.getDefaultValue=()=>void 0;break;case we:{let e=i.getEnum(x(t.typeName));C(e!==void 0,`invalid FieldDescriptorProto: type_name ${t.typeName} not found`),c.fieldKind=`enum`,c.enum=i.getEnum(x(t.typeName)),c.getDefaultValue=()=>y(t,`defaultValue`)?fe(e,t.defaultValue):void 0;break}default:c.fieldKind=`scalar`,c.scalar=u,c.longAsString=d==De,c.getDefaultValue=()=>y(t,`defaultValue`)?pe(u,t.defaultValue):void 0}return c}function qe(e){switch(e.syntax){case``:case`proto2`:return ve;case`proto3`:return ye;case`editions`:if(e.edition===be)return Ie;if(e.edition in Le)return e.edition;throw Error(`${e.name}: unsupported edition`);default:throw Error(`${e.name}: unsupported syntax "${e.syntax}"`)}}function Je(e,t){return e.dependency.map(n=>{let r=t.getFile(n);if(!r)throw Error(`Cannot find ${n}, imported by ${e.name}`);return r})}function Ye(e,t){let n=Xe(e)+`_`;for(let e of t){if(!e.name.toLowerCase().startsWith(n))return;let t=e.name.substring(n.length);if(t.length==0||/^\d/.test(t))return}return n}function Xe(e){return(e.substring(0,1)+e.substring(1).replace(/[A-Z]/g,e=>`_`+e)).toLowerCase()}function Ze(e,t,n){let r;return r=t?`${t.typeName}.${e.name}`:n.proto.package.length>0?`${n.proto.package}.${e.name}`:`${e.name}`,r}function x(e){return e.startsWith(`.`)?e.substring(1):e}function Qe(e,t){if(!y(e,`oneofIndex`)||e.proto3Optional)return;let n=t[e.oneofIndex];return C(n,`invalid FieldDescriptorProto: oneof #${e.oneofIndex} for field #${e.number} not found`),n}function $e(e,t,n,r){if(e.label==Ee)return je;if(e.label==Te)return Ae;if(t||e.proto3Optional||n)return ke;let i=S(`fieldPresence`,{proto:e,parent:r});return i==Ae&&(e.type==Se||e.type==b)?ke:i}function et(e,t){if(e.label!=Te)return!1;switch(e.type){case xe:case Ce:case b:case Se:return!1}let n=e.options;return n&&y(n,`packed`)?n.packed:Me==S(`repeatedFieldEncoding`,{proto:e,parent:t})}function tt(e){let t=e.fields.find(e=>e.number===1),n=e.fields.find(e=>e.number===2);return C(t&&t.fieldKind==`scalar`&&t.scalar!=g.BYTES&&t.scalar!=g.FLOAT&&t.scalar!=g.DOUBLE&&n&&n.fieldKind!=`list`&&n.fieldKind!=`map`),{key:t,value:n}}function nt(e){return Pe==S(`enumType`,{proto:e.proto,parent:e.parent??e.file})}function rt(e,t){return e.type==b||Ne==S(`messageEncoding`,{proto:e,parent:t})}function it(e,t){return Fe==S(`utf8Validation`,{proto:e,parent:t})}function S(e,t){let n=t.proto.options?.features;if(n){let t=n[e];if(t!=0)return t}if(`kind`in t){if(t.kind==`message`)return S(e,t.parent??t.file);let n=Le[t.edition];if(!n)throw Error(`feature default for edition ${t.edition} not found`);return n[e]}return S(e,t.parent)}function C(e,t){if(!e)throw Error(t)}function at(e){let t=ot(e);return t.messageType.forEach(de),ge(t,()=>void 0).getFile(t.name)}function ot(e){return Object.assign(Object.create({syntax:``,edition:0}),Object.assign(Object.assign({$typeName:`google.protobuf.FileDescriptorProto`,dependency:[],publicDependency:[],weakDependency:[],optionDependency:[],service:[],extension:[]},e),{messageType:e.messageType.map(st),enumType:e.enumType.map(ut)}))}function st(e){return Object.assign(Object.create({visibility:0}),{$typeName:`google.protobuf.DescriptorProto`,name:e.name,field:e.field?.map(ct)??[],extension:[],nestedType:e.nestedType?.map(st)??[],enumType:e.enumType?.map(ut)??[],extensionRange:e.extensionRange?.map(e=>Object.assign({$typeName:`google.protobuf.DescriptorProto.ExtensionRange`},e))??[],oneofDecl:[],reservedRange:[],reservedName:[]})}function ct(e){return Object.assign(Object.create({label:1,typeName:``,extendee:``,defaultValue:``,oneofIndex:0,jsonName:``,proto3Optional:!1}),Object.assign(Object.assign({$typeName:`google.protobuf.FieldDescriptorProto`},e),{options:e.options?lt(e.options):void 0}))}function lt(e){return Object.assign(Object.create({ctype:0,packed:!1,jstype:0,lazy:!1,unverifiedLazy:!1,deprecated:!1,weak:!1,debugRedact:!1,retention:0}),Object.assign(Object.assign({$typeName:`google.protobuf.FieldOptions`},e),{targets:e.targets??[],editionDefaults:e.editionDefaults?.map(e=>Object.assign({$typeName:`google.protobuf.FieldOptions.EditionDefault`},e))??[],uninterpretedOption:[]}))}function ut(e){return Object.assign(Object.create({visibility:0}),{$typeName:`google.protobuf.EnumDescriptorProto`,name:e.name,reservedName:[],reservedRange:[],value:e.value.map(e=>Object.assign({$typeName:`google.protobuf.EnumValueDescriptorProto`},e))})}function dt(e){let t=gt(),n=e.length*3/4;e[e.length-2]==`=`?n-=2:e[e.length-1]==`=`&&--n;let r=new Uint8Array(n),i=0,a=0,o,s=0;for(let n=0;n<e.length;n++){if(o=t[e.charCodeAt(n)],o===void 0)switch(e[n]){case`=`:a=0;case`
`:case`\r`:case`	`:case` `:continue;default:throw Error(`invalid base64 string`)}switch(a){case 0:s=o,a=1;break;case 1:r[i++]=s<<2|(o&48)>>4,s=o,a=2;break;case 2:r[i++]=(s&15)<<4|(o&60)>>2,s=o,a=3;break;case 3:r[i++]=(s&3)<<6|o,a=0}}if(a==1)throw Error(`invalid base64 string`);return r.subarray(0,i)}function ft(e,t=`std`){let n=ht(t),r=t==`std`,i=``,a=0,o,s=0;for(let t=0;t<e.length;t++)switch(o=e[t],a){case 0:i+=n[o>>2],s=(o&3)<<4,a=1;break;case 1:i+=n[s|o>>4],s=(o&15)<<2,a=2;break;case 2:i+=n[s|o>>6],i+=n[o&63],a=0}return a&&(i+=n[s],r&&(i+=`=`,a==1&&(i+=`=`))),i}var pt,mt,w;function ht(e){return pt||(pt=`ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/`.split(``),mt=pt.slice(0,-2).concat(`-`,`_`)),e==`url`?mt:pt}function gt(){if(!w){w=[];let e=ht(`std`);for(let t=0;t<e.length;t++)w[e[t].charCodeAt(0)]=t;w[45]=e.indexOf(`+`),w[95]=e.indexOf(`/`)}return w}function _t(e,t){return typeof e==`object`&&e&&`$typeName`in e&&typeof e.$typeName==`string`?t===void 0||t.typeName===e.$typeName:!1}var vt=[`FieldValueInvalidError`,`FieldListRangeError`,`ForeignFieldError`],T=class extends Error{constructor(e,t,n=`FieldValueInvalidError`){super(t),this.name=n,this.field=()=>e}};function yt(e){return e instanceof Error&&vt.includes(e.name)&&`field`in e&&typeof e.field==`function`}function E(e){return typeof e==`object`&&!!e&&!Array.isArray(e)}function bt(e,t){if(E(e)&&v in e&&`add`in e&&`field`in e&&typeof e.field==`function`){if(t!==void 0){let n=t,r=e.field();return n.listKind==r.listKind&&n.scalar===r.scalar&&n.message?.typeName===r.message?.typeName&&n.enum?.typeName===r.enum?.typeName}return!0}return!1}function xt(e,t){if(E(e)&&v in e&&`has`in e&&`field`in e&&typeof e.field==`function`){if(t!==void 0){let n=t,r=e.field();return n.mapKey===r.mapKey&&n.mapKind==r.mapKind&&n.scalar===r.scalar&&n.message?.typeName===r.message?.typeName&&n.enum?.typeName===r.enum?.typeName}return!0}return!1}function St(e,t){return E(e)&&v in e&&`desc`in e&&E(e.desc)&&e.desc.kind===`message`&&(t===void 0||e.desc.typeName==t.typeName)}var Ct=Symbol.for(`@bufbuild/protobuf/text-encoding`);function wt(){if(globalThis[Ct]==null){let e=new globalThis.TextEncoder,t=new globalThis.TextDecoder,n;globalThis[Ct]={encodeUtf8(t){return e.encode(t)},decodeUtf8(e,r){return r?(n===void 0&&(n=new globalThis.TextDecoder(`utf-8`,{fatal:!0})),n.decode(e)):t.decode(e)},checkUtf8(e){try{return!0}catch{return!1}}}}return globalThis[Ct]}var D;(function(e){e[e.Varint=0]=`Varint`,e[e.Bit64=1]=`Bit64`,e[e.LengthDelimited=2]=`LengthDelimited`,e[e.StartGroup=3]=`StartGroup`,e[e.EndGroup=4]=`EndGroup`,e[e.Bit32=5]=`Bit32`})(D||={});var Tt=class{constructor(e=wt().encodeUtf8){this.encodeUtf8=e,this.stack=[],this.chunks=[],this.buf=[]}finish(){this.buf.length&&(this.chunks.push(new Uint8Array(this.buf)),this.buf=[]);let e=0;for(let t=0;t<this.chunks.length;t++)e+=this.chunks[t].length;let t=new Uint8Array(e),n=0;for(let e=0;e<this.chunks.length;e++)t.set(this.chunks[e],n),n+=this.chunks[e].length;return this.chunks=[],t}fork(){return this.stack.push({chunks:this.chunks,buf:this.buf}),this.chunks=[],this.buf=[],this}join(){let e=this.finish(),t=this.stack.pop();if(!t)throw Error(`invalid state, fork stack empty`);return this.chunks=t.chunks,this.buf=t.buf,this.uint32(e.byteLength),this.raw(e)}tag(e,t){return this.uint32((e<<3|t)>>>0)}raw(e){return this.buf.length&&(this.chunks.push(new Uint8Array(this.buf)),this.buf=[]),this.chunks.push(e),this}uint32(e){for(Ot(e);e>127;)this.buf.push(e&127|128),e>>>=7;return this.buf.push(e),this}int32(e){return Dt(e),m(e,this.buf),this}bool(e){return this.buf.push(+!!e),this}bytes(e){return this.uint32(e.byteLength),this.raw(e)}string(e){let t=this.encodeUtf8(e);return this.uint32(t.byteLength),this.raw(t)}float(e){kt(e);let t=new Uint8Array(4);return new DataView(t.buffer).setFloat32(0,e,!0),this.raw(t)}double(e){let t=new Uint8Array(8);return new DataView(t.buffer).setFloat64(0,e,!0),this.raw(t)}fixed32(e){Ot(e);let t=new Uint8Array(4);return new DataView(t.buffer).setUint32(0,e,!0),this.raw(t)}sfixed32(e){Dt(e);let t=new Uint8Array(4);return new DataView(t.buffer).setInt32(0,e,!0),this.raw(t)}sint32(e){return Dt(e),e=(e<<1^e>>31)>>>0,m(e,this.buf),this}sfixed64(e){let t=new Uint8Array(8),n=new DataView(t.buffer),r=h.enc(e);return n.setInt32(0,r.lo,!0),n.setInt32(4,r.hi,!0),this.raw(t)}fixed64(e){let t=new Uint8Array(8),n=new DataView(t.buffer),r=h.uEnc(e);return n.setInt32(0,r.lo,!0),n.setInt32(4,r.hi,!0),this.raw(t)}int64(e){let t=h.enc(e);return a(t.lo,t.hi,this.buf),this}sint64(e){let t=h.enc(e),n=t.hi>>31;return a(t.lo<<1^n,(t.hi<<1|t.lo>>>31)^n,this.buf),this}uint64(e){let t=h.uEnc(e);return a(t.lo,t.hi,this.buf),this}},Et=class{constructor(e,t=wt().decodeUtf8){this.decodeUtf8=t,this.varint64=i,this.uint32=ee,this.buf=e,this.len=e.length,this.pos=0,this.view=new DataView(e.buffer,e.byteOffset,e.byteLength)}tag(){let e=this.pos,t=this.uint32(),n=this.pos-e;if(n>5||n==5&&this.buf[this.pos-1]>15)throw Error(`illegal tag: varint overflows uint32`);let r=t>>>3,i=t&7;if(r<=0||i>5)throw Error(`illegal tag: field no `+r+` wire type `+i);return[r,i]}skip(e,t,n=100){let r=this.pos;switch(e){case D.Varint:for(;this.buf[this.pos++]&128;);break;case D.Bit64:this.pos+=4;case D.Bit32:this.pos+=4;break;case D.LengthDelimited:let r=this.uint32();this.pos+=r;break;case D.StartGroup:if(n<=0)throw Error(`maximum recursion depth reached`);for(;;){let[e,r]=this.tag();if(r===D.EndGroup){if(t!==void 0&&e!==t)throw Error(`invalid end group tag`);break}this.skip(r,e,n-1)}break;default:throw Error(`cant skip wire type `+e)}return this.assertBounds(),this.buf.subarray(r,this.pos)}assertBounds(){if(this.pos>this.len)throw RangeError(`premature EOF`)}int32(){return this.uint32()|0}sint32(){let e=this.uint32();return e>>>1^-(e&1)}int64(){return h.dec(...this.varint64())}uint64(){return h.uDec(...this.varint64())}sint64(){let[e,t]=this.varint64(),n=-(e&1);return e=(e>>>1|(t&1)<<31)^n,t=t>>>1^n,h.dec(e,t)}bool(){let[e,t]=this.varint64();return e!==0||t!==0}fixed32(){return this.view.getUint32((this.pos+=4)-4,!0)}sfixed32(){return this.view.getInt32((this.pos+=4)-4,!0)}fixed64(){return h.uDec(this.sfixed32(),this.sfixed32())}sfixed64(){return h.dec(this.sfixed32(),this.sfixed32())}float(){return this.view.getFloat32((this.pos+=4)-4,!0)}double(){return this.view.getFloat64((this.pos+=8)-8,!0)}bytes(){let e=this.uint32(),t=this.pos;return this.pos+=e,this.assertBounds(),this.buf.subarray(t,t+e)}string(e){return this.decodeUtf8(this.bytes(),e)}};function Dt(e){if(typeof e==`string`)e=Number(e);else if(typeof e!=`number`)throw Error(`invalid int32: `+typeof e);if(!Number.isInteger(e)||e>2147483647||e<-2147483648)throw Error(`invalid int32: `+e)}function Ot(e){if(typeof e==`string`)e=Number(e);else if(typeof e!=`number`)throw Error(`invalid uint32: `+typeof e);if(!Number.isInteger(e)||e>4294967295||e<0)throw Error(`invalid uint32: `+e)}function kt(e){if(typeof e==`string`){let t=e;if(e=Number(e),Number.isNaN(e)&&t!==`NaN`)throw Error(`invalid float32: `+t)}else if(typeof e!=`number`)throw Error(`invalid float32: `+typeof e);if(Number.isFinite(e)&&(e>34028234663852886e22||e<-34028234663852886e22))throw Error(`invalid float32: `+e)}function O(e,t){let n=e.fieldKind==`list`?bt(t,e):e.fieldKind==`map`?xt(t,e):Mt(e,t);if(n===!0)return;let r;switch(e.fieldKind){case`list`:r=`expected ${It(e)}, got ${k(t)}`;break;case`map`:r=`expected ${Lt(e)}, got ${k(t)}`;break;default:r=Pt(e,t,n)}return new T(e,r)}function At(e,t,n){let r=Mt(e,n);if(r!==!0)return new T(e,`list item #${t+1}: ${Pt(e,n,r)}`)}function jt(e,t,n){let r=Nt(t,e.mapKey);if(r!==!0)return new T(e,`invalid map key: ${Pt({scalar:e.mapKey},t,r)}`);let i=Mt(e,n);if(i!==!0)return new T(e,`map entry ${k(t)}: ${Pt(e,n,i)}`)}function Mt(e,t){return e.scalar===void 0?e.enum===void 0?St(t,e.message):e.enum.open?Nt(t,g.INT32):e.enum.values.some(e=>e.number===t):Nt(t,e.scalar)}function Nt(e,t){switch(t){case g.DOUBLE:return typeof e==`number`;case g.FLOAT:return typeof e==`number`?Number.isNaN(e)||!Number.isFinite(e)?!0:e>34028234663852886e22||e<-34028234663852886e22?`${e.toFixed()} out of range`:!0:!1;case g.INT32:case g.SFIXED32:case g.SINT32:return typeof e!=`number`||!Number.isInteger(e)?!1:e>2147483647||e<-2147483648?`${e.toFixed()} out of range`:!0;case g.FIXED32:case g.UINT32:return typeof e!=`number`||!Number.isInteger(e)?!1:e>4294967295||e<0?`${e.toFixed()} out of range`:!0;case g.BOOL:return typeof e==`boolean`;case g.STRING:return typeof e==`string`?wt().checkUtf8(e)||`invalid UTF8`:!1;case g.BYTES:return e instanceof Uint8Array;case g.INT64:case g.SFIXED64:case g.SINT64:if(typeof e==`bigint`||typeof e==`number`||typeof e==`string`&&e.length>0)try{return h.parse(e),!0}catch{return`${e} out of range`}return!1;case g.FIXED64:case g.UINT64:if(typeof e==`bigint`||typeof e==`number`||typeof e==`string`&&e.length>0)try{return h.uParse(e),!0}catch{return`${e} out of range`}return!1}}function Pt(e,t,n){return n=typeof n==`string`?`: ${n}`:`, got ${k(t)}`,e.scalar===void 0?e.enum===void 0?`expected ${Ft(e.message)}`+n:`expected ${e.enum.toString()}`+n:`expected ${Rt(e.scalar)}`+n}function k(e){switch(typeof e){case`object`:return e===null?`null`:e instanceof Uint8Array?`Uint8Array(${e.length})`:Array.isArray(e)?`Array(${e.length})`:bt(e)?It(e.field()):xt(e)?Lt(e.field()):St(e)?Ft(e.desc):_t(e)?`message ${e.$typeName}`:`object`;case`string`:return e.length>30?`string`:`"${e.split(`"`).join(`\\"`)}"`;case`boolean`:return String(e);case`number`:return String(e);case`bigint`:return String(e)+`n`;default:return typeof e}}function Ft(e){return`ReflectMessage (${e.typeName})`}function It(e){switch(e.listKind){case`message`:return`ReflectList (${e.message.toString()})`;case`enum`:return`ReflectList (${e.enum.toString()})`;case`scalar`:return`ReflectList (${g[e.scalar]})`}}function Lt(e){switch(e.mapKind){case`message`:return`ReflectMap (${g[e.mapKey]}, ${e.message.toString()})`;case`enum`:return`ReflectMap (${g[e.mapKey]}, ${e.enum.toString()})`;case`scalar`:return`ReflectMap (${g[e.mapKey]}, ${g[e.scalar]})`}}function Rt(e){switch(e){case g.STRING:return`string`;case g.BOOL:return`boolean`;case g.INT64:case g.SINT64:case g.SFIXED64:return`bigint (int64)`;case g.UINT64:case g.FIXED64:return`bigint (uint64)`;case g.BYTES:return`Uint8Array`;case g.DOUBLE:return`number (float64)`;case g.FLOAT:return`number (float32)`;case g.FIXED32:case g.UINT32:return`number (uint32)`;case g.INT32:case g.SFIXED32:case g.SINT32:return`number (int32)`}}function zt(e){return Vt(e.$typeName)}function A(e){let t=e.fields[0];return Vt(e.typeName)&&t!==void 0&&t.fieldKind==`scalar`&&t.name==`value`&&t.number==1}function Bt(e){switch(e.typeName){case`google.protobuf.Any`:case`google.protobuf.Timestamp`:case`google.protobuf.Duration`:case`google.protobuf.FieldMask`:case`google.protobuf.Struct`:case`google.protobuf.Value`:case`google.protobuf.ListValue`:return!0;default:return A(e)}}function Vt(e){return e.startsWith(`google.protobuf.`)&&[`DoubleValue`,`FloatValue`,`Int64Value`,`UInt64Value`,`Int32Value`,`UInt32Value`,`BoolValue`,`StringValue`,`BytesValue`].includes(e.substring(16))}var Ht=999,Ut=998,Wt=2;function j(e,t){if(_t(t,e))return t;let n=en(e);return t!==void 0&&Gt(e,n,t),n}function Gt(e,t,n){for(let r of e.members){let e=n[r.localName];if(e==null)continue;let i;if(r.kind==`oneof`){let t=oe(n,r);if(!t)continue;i=t,e=ce(n,t)}else i=r;switch(i.fieldKind){case`message`:e=Yt(i,e);break;case`scalar`:e=Kt(i,e);break;case`list`:e=Jt(i,e);break;case`map`:e=qt(i,e)}le(t,i,e)}return t}function Kt(e,t){return e.scalar==g.BYTES?Xt(t):t}function qt(e,t){if(E(t)){if(e.scalar==g.BYTES)return Zt(t,Xt);if(e.mapKind==`message`)return Zt(t,t=>Yt(e,t))}return t}function Jt(e,t){if(Array.isArray(t)){if(e.scalar==g.BYTES)return t.map(Xt);if(e.listKind==`message`)return t.map(t=>Yt(e,t))}return t}function Yt(e,t){if(e.fieldKind==`message`&&!e.oneof&&A(e.message))return Kt(e.message.fields[0],t);if(E(t)){if(e.message.typeName==`google.protobuf.Struct`&&e.parent.typeName!==`google.protobuf.Value`)return t;if(!_t(t,e.message))return j(e.message,t)}return t}function Xt(e){return Array.isArray(e)?new Uint8Array(e):e}function Zt(e,t){let n={};for(let r of Object.entries(e))n[r[0]]=t(r[1]);return n}var Qt=Symbol(),$t=new WeakMap;function en(e){let t;if(tn(e)){let n=$t.get(e),r,i;if(n)({prototype:r,members:i}=n);else{r={},i=new Set;for(let t of e.members)t.kind!=`oneof`&&(t.fieldKind==`scalar`||t.fieldKind==`enum`)&&t.presence!=Wt&&(i.add(t),r[t.localName]=nn(t));$t.set(e,{prototype:r,members:i})}t=Object.create(r),t.$typeName=e.typeName;for(let n of e.members)i.has(n)||(n.kind!=`field`||n.fieldKind!=`message`&&(n.fieldKind!=`scalar`&&n.fieldKind!=`enum`||n.presence==Wt))&&(t[n.localName]=nn(n))}else{t={$typeName:e.typeName};for(let n of e.members)(n.kind==`oneof`||n.presence==Wt)&&(t[n.localName]=nn(n))}return t}function tn(e){switch(e.file.edition){case Ht:return!1;case Ut:return!0;default:return e.fields.some(e=>e.presence!=Wt&&e.fieldKind!=`message`&&!e.oneof)}}function nn(e){if(e.kind==`oneof`)return{case:void 0};if(e.fieldKind==`list`)return[];if(e.fieldKind==`map`)return{};if(e.fieldKind==`message`)return Qt;let t=e.getDefaultValue();return t===void 0?e.fieldKind==`scalar`?_(e.scalar,e.longAsString):e.enum.values[0].number:e.fieldKind==`scalar`&&e.longAsString?t.toString():t}var rn=0;function M(e,t,n=!0){return new on(e,t,n)}var an=new WeakMap,on=class{get sortedFields(){let e=an.get(this.desc);if(e)return e;let t=this.desc.fields.concat().sort((e,t)=>e.number-t.number);return an.set(this.desc,t),t}constructor(e,t,n=!0){this.lists=new Map,this.maps=new Map,this.check=n,this.desc=e,this.message=this[v]=t??j(e),this.fields=e.fields,this.oneofs=e.oneofs,this.members=e.members}findNumber(e){return this._fieldsByNumber||=new Map(this.desc.fields.map(e=>[e.number,e])),this._fieldsByNumber.get(e)}oneofCase(e){return N(this.message,e),oe(this.message,e)}isSet(e){return N(this.message,e),se(this.message,e)}clear(e){N(this.message,e),ue(this.message,e)}get(e){N(this.message,e);let t=ce(this.message,e);switch(e.fieldKind){case`list`:let n=this.lists.get(e);return n&&n[v]===t||this.lists.set(e,n=new sn(e,t,this.check)),n;case`map`:let r=this.maps.get(e);return r&&r[v]===t||this.maps.set(e,r=new cn(e,t,this.check)),r;case`message`:return un(e,t,this.check);case`scalar`:return t===void 0?_(e.scalar,!1):_n(e,t);case`enum`:return t??e.enum.values[0].number}}set(e,t){if(N(this.message,e),this.check){let n=O(e,t);if(n)throw n}let n;n=e.fieldKind==`message`?ln(e,t):xt(t)||bt(t)?t[v]:vn(e,t),le(this.message,e,n)}getUnknown(){return this.message.$unknown}setUnknown(e){this.message.$unknown=e}};function N(e,t){if(t.parent.typeName!==e.$typeName)throw new T(t,`cannot use ${t.toString()} with message ${e.$typeName}`,`ForeignFieldError`)}var sn=class{field(){return this._field}get size(){return this._arr.length}constructor(e,t,n){this._field=e,this._arr=this[v]=t,this.check=n}get(e){let t=this._arr[e];return t===void 0?void 0:fn(this._field,t,this.check)}set(e,t){if(e<0||e>=this._arr.length)throw new T(this._field,`list item #${e+1}: out of range`);if(this.check){let n=At(this._field,e,t);if(n)throw n}this._arr[e]=dn(this._field,t)}add(e){if(this.check){let t=At(this._field,this._arr.length,e);if(t)throw t}this._arr.push(dn(this._field,e))}clear(){this._arr.splice(0,this._arr.length)}[Symbol.iterator](){return this.values()}keys(){return this._arr.keys()}*values(){for(let e of this._arr)yield fn(this._field,e,this.check)}*entries(){for(let e=0;e<this._arr.length;e++)yield[e,fn(this._field,this._arr[e],this.check)]}},cn=class{constructor(e,t,n=!0){this.obj=this[v]=t??{},this.check=n,this._field=e}field(){return this._field}set(e,t){if(this.check){let n=jt(this._field,e,t);if(n)throw n}return this.obj[hn(e)]=pn(this._field,t),this}delete(e){let t=hn(e),n=Object.prototype.hasOwnProperty.call(this.obj,t);return n&&delete this.obj[t],n}clear(){for(let e of Object.keys(this.obj))delete this.obj[e]}get(e){let t=this.obj[hn(e)];return t!==void 0&&(t=mn(this._field,t,this.check)),t}has(e){return Object.prototype.hasOwnProperty.call(this.obj,hn(e))}*keys(){for(let e of Object.keys(this.obj))yield gn(e,this._field.mapKey)}*entries(){for(let e of Object.entries(this.obj))yield[gn(e[0],this._field.mapKey),mn(this._field,e[1],this.check)]}[Symbol.iterator](){return this.entries()}get size(){return Object.keys(this.obj).length}*values(){for(let e of Object.values(this.obj))yield mn(this._field,e,this.check)}forEach(e,t){for(let n of this.entries())e.call(t,n[1],n[0],this)}};function ln(e,t){return St(t)?zt(t.message)&&!e.oneof&&e.fieldKind==`message`?t.message.value:t.desc.typeName==`google.protobuf.Struct`&&e.parent.typeName!=`google.protobuf.Value`?bn(t.message):t.message:t}function un(e,t,n){return t!==void 0&&(A(e.message)&&!e.oneof&&e.fieldKind==`message`?t={$typeName:e.message.typeName,value:_n(e.message.fields[0],t)}:e.message.typeName==`google.protobuf.Struct`&&e.parent.typeName!=`google.protobuf.Value`&&E(t)&&(t=yn(t))),new on(e.message,t,n)}function dn(e,t){return e.listKind==`message`?ln(e,t):vn(e,t)}function fn(e,t,n){return e.listKind==`message`?un(e,t,n):_n(e,t)}function pn(e,t){return e.mapKind==`message`?ln(e,t):vn(e,t)}function mn(e,t,n){return e.mapKind==`message`?un(e,t,n):t}function hn(e){return typeof e==`string`||typeof e==`number`?e:String(e)}function gn(e,t){switch(t){case g.STRING:return e;case g.INT32:case g.FIXED32:case g.UINT32:case g.SFIXED32:case g.SINT32:{let t=Number.parseInt(e);if(Number.isFinite(t))return t;break}case g.BOOL:switch(e){case`true`:return!0;case`false`:return!1}break;case g.UINT64:case g.FIXED64:try{return h.uParse(e)}catch{}break;default:try{return h.parse(e)}catch{}}return e}function _n(e,t){switch(e.scalar){case g.INT64:case g.SFIXED64:case g.SINT64:`longAsString`in e&&e.longAsString&&typeof t==`string`&&(t=h.parse(t));break;case g.FIXED64:case g.UINT64:`longAsString`in e&&e.longAsString&&typeof t==`string`&&(t=h.uParse(t))}return t}function vn(e,t){switch(e.scalar){case g.INT64:case g.SFIXED64:case g.SINT64:`longAsString`in e&&e.longAsString?t=String(t):(typeof t==`string`||typeof t==`number`)&&(t=h.parse(t));break;case g.FIXED64:case g.UINT64:`longAsString`in e&&e.longAsString?t=String(t):(typeof t==`string`||typeof t==`number`)&&(t=h.uParse(t))}return t}function yn(e){let t={$typeName:`google.protobuf.Struct`,fields:{}};if(E(e))for(let[n,r]of Object.entries(e))t.fields[n]=Sn(r);return t}function bn(e){let t={};for(let[n,r]of Object.entries(e.fields))t[n]=xn(r);return t}function xn(e){switch(e.kind.case){case`structValue`:return bn(e.kind.value);case`listValue`:return e.kind.value.values.map(xn);case`nullValue`:case void 0:return null;default:return e.kind.value}}function Sn(e){let t={$typeName:`google.protobuf.Value`,kind:{case:void 0}};switch(typeof e){case`number`:t.kind={case:`numberValue`,value:e};break;case`string`:t.kind={case:`stringValue`,value:e};break;case`boolean`:t.kind={case:`boolValue`,value:e};break;case`object`:if(e===null)t.kind={case:`nullValue`,value:rn};else if(Array.isArray(e)){let n={$typeName:`google.protobuf.ListValue`,values:[]};if(Array.isArray(e))for(let t of e)n.values.push(Sn(t));t.kind={case:`listValue`,value:n}}else t.kind={case:`structValue`,value:yn(e)}}return t}var Cn=3,wn={writeUnknownFields:!0};function Tn(e){return e?Object.assign(Object.assign({},wn),e):wn}function En(e,t,n){return Dn(new Tt,Tn(n),M(e,t)).finish()}function Dn(e,t,n){for(let r of n.sortedFields)if(n.isSet(r))On(e,t,n,r);else if(r.presence==Cn)throw Error(`cannot encode ${r} to binary: required field not set`);if(t.writeUnknownFields)for(let{no:t,wireType:r,data:i}of n.getUnknown()??[])e.tag(t,r).raw(i);return e}function On(e,t,n,r){switch(r.fieldKind){case`scalar`:case`enum`:kn(e,n.desc.typeName,r.name,r.scalar??g.INT32,r.number,n.get(r));break;case`list`:jn(e,t,r,n.get(r));break;case`message`:An(e,t,r,n.get(r));break;case`map`:for(let[i,a]of n.get(r))Mn(e,t,r,i,a)}}function kn(e,t,n,r,i,a){Nn(e.tag(i,Pn(r)),t,n,r,a)}function An(e,t,n,r){n.delimitedEncoding?Dn(e.tag(n.number,D.StartGroup),t,r).tag(n.number,D.EndGroup):Dn(e.tag(n.number,D.LengthDelimited).fork(),t,r).join()}function jn(e,t,n,r){if(n.listKind==`message`){for(let i of r)An(e,t,n,i);return}let i=n.scalar??g.INT32;if(n.packed){if(!r.size)return;e.tag(n.number,D.LengthDelimited).fork();for(let t of r)Nn(e,n.parent.typeName,n.name,i,t);e.join()}else for(let t of r)kn(e,n.parent.typeName,n.name,i,n.number,t)}function Mn(e,t,n,r,i){switch(e.tag(n.number,D.LengthDelimited).fork(),kn(e,n.parent.typeName,n.name,n.mapKey,1,r),n.mapKind){case`scalar`:case`enum`:kn(e,n.parent.typeName,n.name,n.scalar??g.INT32,2,i);break;case`message`:Dn(e.tag(2,D.LengthDelimited).fork(),t,i).join()}e.join()}function Nn(e,t,n,r,i){try{switch(r){case g.STRING:e.string(i);break;case g.BOOL:e.bool(i);break;case g.DOUBLE:e.double(i);break;case g.FLOAT:e.float(i);break;case g.INT32:e.int32(i);break;case g.INT64:e.int64(i);break;case g.UINT64:e.uint64(i);break;case g.FIXED64:e.fixed64(i);break;case g.BYTES:e.bytes(i);break;case g.FIXED32:e.fixed32(i);break;case g.SFIXED32:e.sfixed32(i);break;case g.SFIXED64:e.sfixed64(i);break;case g.SINT64:e.sint64(i);break;case g.UINT32:e.uint32(i);break;case g.SINT32:e.sint32(i)}}catch(e){throw e instanceof Error?Error(`cannot encode field ${t}.${n} to binary: ${e.message}`):e}}function Pn(e){switch(e){case g.BYTES:case g.STRING:return D.LengthDelimited;case g.DOUBLE:case g.FIXED64:case g.SFIXED64:return D.Bit64;case g.FIXED32:case g.SFIXED32:case g.FLOAT:return D.Bit32;default:return D.Varint}}function P(e,t,...n){return n.reduce((e,t)=>e.nestedMessages[t],e.messages[t])}var F=at({name:`google/protobuf/descriptor.proto`,package:`google.protobuf`,messageType:[{name:`FileDescriptorSet`,field:[{name:`file`,number:1,type:11,label:3,typeName:`.google.protobuf.FileDescriptorProto`}],extensionRange:[{start:536e6,end:536000001}]},{name:`FileDescriptorProto`,field:[{name:`name`,number:1,type:9,label:1},{name:`package`,number:2,type:9,label:1},{name:`dependency`,number:3,type:9,label:3},{name:`public_dependency`,number:10,type:5,label:3},{name:`weak_dependency`,number:11,type:5,label:3},{name:`option_dependency`,number:15,type:9,label:3},{name:`message_type`,number:4,type:11,label:3,typeName:`.google.protobuf.DescriptorProto`},{name:`enum_type`,number:5,type:11,label:3,typeName:`.google.protobuf.EnumDescriptorProto`},{name:`service`,number:6,type:11,label:3,typeName:`.google.protobuf.ServiceDescriptorProto`},{name:`extension`,number:7,type:11,label:3,typeName:`.google.protobuf.FieldDescriptorProto`},{name:`options`,number:8,type:11,label:1,typeName:`.google.protobuf.FileOptions`},{name:`source_code_info`,number:9,type:11,label:1,typeName:`.google.protobuf.SourceCodeInfo`},{name:`syntax`,number:12,type:9,label:1},{name:`edition`,number:14,type:14,label:1,typeName:`.google.protobuf.Edition`}]},{name:`DescriptorProto`,field:[{name:`name`,number:1,type:9,label:1},{name:`field`,number:2,type:11,label:3,typeName:`.google.protobuf.FieldDescriptorProto`},{name:`extension`,number:6,type:11,label:3,typeName:`.google.protobuf.FieldDescriptorProto`},{name:`nested_type`,number:3,type:11,label:3,typeName:`.google.protobuf.DescriptorProto`},{name:`enum_type`,number:4,type:11,label:3,typeName:`.google.protobuf.EnumDescriptorProto`},{name:`extension_range`,number:5,type:11,label:3,typeName:`.google.protobuf.DescriptorProto.ExtensionRange`},{name:`oneof_decl`,number:8,type:11,label:3,typeName:`.google.protobuf.OneofDescriptorProto`},{name:`options`,number:7,type:11,label:1,typeName:`.google.protobuf.MessageOptions`},{name:`reserved_range`,number:9,type:11,label:3,typeName:`.google.protobuf.DescriptorProto.ReservedRange`},{name:`reserved_name`,number:10,type:9,label:3},{name:`visibility`,number:11,type:14,label:1,typeName:`.google.protobuf.SymbolVisibility`}],nestedType:[{name:`ExtensionRange`,field:[{name:`start`,number:1,type:5,label:1},{name:`end`,number:2,type:5,label:1},{name:`options`,number:3,type:11,label:1,typeName:`.google.protobuf.ExtensionRangeOptions`}]},{name:`ReservedRange`,field:[{name:`start`,number:1,type:5,label:1},{name:`end`,number:2,type:5,label:1}]}]},{name:`ExtensionRangeOptions`,field:[{name:`uninterpreted_option`,number:999,type:11,label:3,typeName:`.google.protobuf.UninterpretedOption`},{name:`declaration`,number:2,type:11,label:3,typeName:`.google.protobuf.ExtensionRangeOptions.Declaration`,options:{retention:2}},{name:`features`,number:50,type:11,label:1,typeName:`.google.protobuf.FeatureSet`},{name:`verification`,number:3,type:14,label:1,typeName:`.google.protobuf.ExtensionRangeOptions.VerificationState`,defaultValue:`UNVERIFIED`,options:{retention:2}}],nestedType:[{name:`Declaration`,field:[{name:`number`,number:1,type:5,label:1},{name:`full_name`,number:2,type:9,label:1},{name:`type`,number:3,type:9,label:1},{name:`reserved`,number:5,type:8,label:1},{name:`repeated`,number:6,type:8,label:1}]}],enumType:[{name:`VerificationState`,value:[{name:`DECLARATION`,number:0},{name:`UNVERIFIED`,number:1}]}],extensionRange:[{start:1e3,end:536870912}]},{name:`FieldDescriptorProto`,field:[{name:`name`,number:1,type:9,label:1},{name:`number`,number:3,type:5,label:1},{name:`label`,number:4,type:14,label:1,typeName:`.google.protobuf.FieldDescriptorProto.Label`},{name:`type`,number:5,type:14,label:1,typeName:`.google.protobuf.FieldDescriptorProto.Type`},{name:`type_name`,number:6,type:9,label:1},{name:`extendee`,number:2,type:9,label:1},{name:`default_value`,number:7,type:9,label:1},{name:`oneof_index`,number:9,type:5,label:1},{name:`json_name`,number:10,type:9,label:1},{name:`options`,number:8,type:11,label:1,typeName:`.google.protobuf.FieldOptions`},{name:`proto3_optional`,number:17,type:8,label:1}],enumType:[{name:`Type`,value:[{name:`TYPE_DOUBLE`,number:1},{name:`TYPE_FLOAT`,number:2},{name:`TYPE_INT64`,number:3},{name:`TYPE_UINT64`,number:4},{name:`TYPE_INT32`,number:5},{name:`TYPE_FIXED64`,number:6},{name:`TYPE_FIXED32`,number:7},{name:`TYPE_BOOL`,number:8},{name:`TYPE_STRING`,number:9},{name:`TYPE_GROUP`,number:10},{name:`TYPE_MESSAGE`,number:11},{name:`TYPE_BYTES`,number:12},{name:`TYPE_UINT32`,number:13},{name:`TYPE_ENUM`,number:14},{name:`TYPE_SFIXED32`,number:15},{name:`TYPE_SFIXED64`,number:16},{name:`TYPE_SINT32`,number:17},{name:`TYPE_SINT64`,number:18}]},{name:`Label`,value:[{name:`LABEL_OPTIONAL`,number:1},{name:`LABEL_REPEATED`,number:3},{name:`LABEL_REQUIRED`,number:2}]}]},{name:`OneofDescriptorProto`,field:[{name:`name`,number:1,type:9,label:1},{name:`options`,number:2,type:11,label:1,typeName:`.google.protobuf.OneofOptions`}]},{name:`EnumDescriptorProto`,field:[{name:`name`,number:1,type:9,label:1},{name:`value`,number:2,type:11,label:3,typeName:`.google.protobuf.EnumValueDescriptorProto`},{name:`options`,number:3,type:11,label:1,typeName:`.google.protobuf.EnumOptions`},{name:`reserved_range`,number:4,type:11,label:3,typeName:`.google.protobuf.EnumDescriptorProto.EnumReservedRange`},{name:`reserved_name`,number:5,type:9,label:3},{name:`visibility`,number:6,type:14,label:1,typeName:`.google.protobuf.SymbolVisibility`}],nestedType:[{name:`EnumReservedRange`,field:[{name:`start`,number:1,type:5,label:1},{name:`end`,number:2,type:5,label:1}]}]},{name:`EnumValueDescriptorProto`,field:[{name:`name`,number:1,type:9,label:1},{name:`number`,number:2,type:5,label:1},{name:`options`,number:3,type:11,label:1,typeName:`.google.protobuf.EnumValueOptions`}]},{name:`ServiceDescriptorProto`,field:[{name:`name`,number:1,type:9,label:1},{name:`method`,number:2,type:11,label:3,typeName:`.google.protobuf.MethodDescriptorProto`},{name:`options`,number:3,type:11,label:1,typeName:`.google.protobuf.ServiceOptions`}]},{name:`MethodDescriptorProto`,field:[{name:`name`,number:1,type:9,label:1},{name:`input_type`,number:2,type:9,label:1},{name:`output_type`,number:3,type:9,label:1},{name:`options`,number:4,type:11,label:1,typeName:`.google.protobuf.MethodOptions`},{name:`client_streaming`,number:5,type:8,label:1,defaultValue:`false`},{name:`server_streaming`,number:6,type:8,label:1,defaultValue:`false`}]},{name:`FileOptions`,field:[{name:`java_package`,number:1,type:9,label:1},{name:`java_outer_classname`,number:8,type:9,label:1},{name:`java_multiple_files`,number:10,type:8,label:1,defaultValue:`false`,options:{}},{name:`java_generate_equals_and_hash`,number:20,type:8,label:1,options:{deprecated:!0}},{name:`java_string_check_utf8`,number:27,type:8,label:1,defaultValue:`false`},{name:`optimize_for`,number:9,type:14,label:1,typeName:`.google.protobuf.FileOptions.OptimizeMode`,defaultValue:`SPEED`},{name:`go_package`,number:11,type:9,label:1},{name:`cc_generic_services`,number:16,type:8,label:1,defaultValue:`false`},{name:`java_generic_services`,number:17,type:8,label:1,defaultValue:`false`},{name:`py_generic_services`,number:18,type:8,label:1,defaultValue:`false`},{name:`deprecated`,number:23,type:8,label:1,defaultValue:`false`},{name:`cc_enable_arenas`,number:31,type:8,label:1,defaultValue:`true`},{name:`objc_class_prefix`,number:36,type:9,label:1},{name:`csharp_namespace`,number:37,type:9,label:1},{name:`swift_prefix`,number:39,type:9,label:1},{name:`php_class_prefix`,number:40,type:9,label:1},{name:`php_namespace`,number:41,type:9,label:1},{name:`php_metadata_namespace`,number:44,type:9,label:1},{name:`ruby_package`,number:45,type:9,label:1},{name:`features`,number:50,type:11,label:1,typeName:`.google.protobuf.FeatureSet`},{name:`uninterpreted_option`,number:999,type:11,label:3,typeName:`.google.protobuf.UninterpretedOption`}],enumType:[{name:`OptimizeMode`,value:[{name:`SPEED`,number:1},{name:`CODE_SIZE`,number:2},{name:`LITE_RUNTIME`,number:3}]}],extensionRange:[{start:1e3,end:536870912}]},{name:`MessageOptions`,field:[{name:`message_set_wire_format`,number:1,type:8,label:1,defaultValue:`false`},{name:`no_standard_descriptor_accessor`,number:2,type:8,label:1,defaultValue:`false`},{name:`deprecated`,number:3,type:8,label:1,defaultValue:`false`},{name:`map_entry`,number:7,type:8,label:1},{name:`deprecated_legacy_json_field_conflicts`,number:11,type:8,label:1,options:{deprecated:!0}},{name:`features`,number:12,type:11,label:1,typeName:`.google.protobuf.FeatureSet`},{name:`uninterpreted_option`,number:999,type:11,label:3,typeName:`.google.protobuf.UninterpretedOption`}],extensionRange:[{start:1e3,end:536870912}]},{name:`FieldOptions`,field:[{name:`ctype`,number:1,type:14,label:1,typeName:`.google.protobuf.FieldOptions.CType`,defaultValue:`STRING`},{name:`packed`,number:2,type:8,label:1},{name:`jstype`,number:6,type:14,label:1,typeName:`.google.protobuf.FieldOptions.JSType`,defaultValue:`JS_NORMAL`},{name:`lazy`,number:5,type:8,label:1,defaultValue:`false`},{name:`unverified_lazy`,number:15,type:8,label:1,defaultValue:`false`},{name:`deprecated`,number:3,type:8,label:1,defaultValue:`false`},{name:`weak`,number:10,type:8,label:1,defaultValue:`false`,options:{deprecated:!0}},{name:`debug_redact`,number:16,type:8,label:1,defaultValue:`false`},{name:`retention`,number:17,type:14,label:1,typeName:`.google.protobuf.FieldOptions.OptionRetention`},{name:`targets`,number:19,type:14,label:3,typeName:`.google.protobuf.FieldOptions.OptionTargetType`},{name:`edition_defaults`,number:20,type:11,label:3,typeName:`.google.protobuf.FieldOptions.EditionDefault`},{name:`features`,number:21,type:11,label:1,typeName:`.google.protobuf.FeatureSet`},{name:`feature_support`,number:22,type:11,label:1,typeName:`.google.protobuf.FieldOptions.FeatureSupport`},{name:`uninterpreted_option`,number:999,type:11,label:3,typeName:`.google.protobuf.UninterpretedOption`}],nestedType:[{name:`EditionDefault`,field:[{name:`edition`,number:3,type:14,label:1,typeName:`.google.protobuf.Edition`},{name:`value`,number:2,type:9,label:1}]},{name:`FeatureSupport`,field:[{name:`edition_introduced`,number:1,type:14,label:1,typeName:`.google.protobuf.Edition`},{name:`edition_deprecated`,number:2,type:14,label:1,typeName:`.google.protobuf.Edition`},{name:`deprecation_warning`,number:3,type:9,label:1},{name:`edition_removed`,number:4,type:14,label:1,typeName:`.google.protobuf.Edition`},{name:`removal_error`,number:5,type:9,label:1}]}],enumType:[{name:`CType`,value:[{name:`STRING`,number:0},{name:`CORD`,number:1},{name:`STRING_PIECE`,number:2}]},{name:`JSType`,value:[{name:`JS_NORMAL`,number:0},{name:`JS_STRING`,number:1},{name:`JS_NUMBER`,number:2}]},{name:`OptionRetention`,value:[{name:`RETENTION_UNKNOWN`,number:0},{name:`RETENTION_RUNTIME`,number:1},{name:`RETENTION_SOURCE`,number:2}]},{name:`OptionTargetType`,value:[{name:`TARGET_TYPE_UNKNOWN`,number:0},{name:`TARGET_TYPE_FILE`,number:1},{name:`TARGET_TYPE_EXTENSION_RANGE`,number:2},{name:`TARGET_TYPE_MESSAGE`,number:3},{name:`TARGET_TYPE_FIELD`,number:4},{name:`TARGET_TYPE_ONEOF`,number:5},{name:`TARGET_TYPE_ENUM`,number:6},{name:`TARGET_TYPE_ENUM_ENTRY`,number:7},{name:`TARGET_TYPE_SERVICE`,number:8},{name:`TARGET_TYPE_METHOD`,number:9}]}],extensionRange:[{start:1e3,end:536870912}]},{name:`OneofOptions`,field:[{name:`features`,number:1,type:11,label:1,typeName:`.google.protobuf.FeatureSet`},{name:`uninterpreted_option`,number:999,type:11,label:3,typeName:`.google.protobuf.UninterpretedOption`}],extensionRange:[{start:1e3,end:536870912}]},{name:`EnumOptions`,field:[{name:`allow_alias`,number:2,type:8,label:1},{name:`deprecated`,number:3,type:8,label:1,defaultValue:`false`},{name:`deprecated_legacy_json_field_conflicts`,number:6,type:8,label:1,options:{deprecated:!0}},{name:`features`,number:7,type:11,label:1,typeName:`.google.protobuf.FeatureSet`},{name:`uninterpreted_option`,number:999,type:11,label:3,typeName:`.google.protobuf.UninterpretedOption`}],extensionRange:[{start:1e3,end:536870912}]},{name:`EnumValueOptions`,field:[{name:`deprecated`,number:1,type:8,label:1,defaultValue:`false`},{name:`features`,number:2,type:11,label:1,typeName:`.google.protobuf.FeatureSet`},{name:`debug_redact`,number:3,type:8,label:1,defaultValue:`false`},{name:`feature_support`,number:4,type:11,label:1,typeName:`.google.protobuf.FieldOptions.FeatureSupport`},{name:`uninterpreted_option`,number:999,type:11,label:3,typeName:`.google.protobuf.UninterpretedOption`}],extensionRange:[{start:1e3,end:536870912}]},{name:`ServiceOptions`,field:[{name:`features`,number:34,type:11,label:1,typeName:`.google.protobuf.FeatureSet`},{name:`deprecated`,number:33,type:8,label:1,defaultValue:`false`},{name:`uninterpreted_option`,number:999,type:11,label:3,typeName:`.google.protobuf.UninterpretedOption`}],extensionRange:[{start:1e3,end:536870912}]},{name:`MethodOptions`,field:[{name:`deprecated`,number:33,type:8,label:1,defaultValue:`false`},{name:`idempotency_level`,number:34,type:14,label:1,typeName:`.google.protobuf.MethodOptions.IdempotencyLevel`,defaultValue:`IDEMPOTENCY_UNKNOWN`},{name:`features`,number:35,type:11,label:1,typeName:`.google.protobuf.FeatureSet`},{name:`uninterpreted_option`,number:999,type:11,label:3,typeName:`.google.protobuf.UninterpretedOption`}],enumType:[{name:`IdempotencyLevel`,value:[{name:`IDEMPOTENCY_UNKNOWN`,number:0},{name:`NO_SIDE_EFFECTS`,number:1},{name:`IDEMPOTENT`,number:2}]}],extensionRange:[{start:1e3,end:536870912}]},{name:`UninterpretedOption`,field:[{name:`name`,number:2,type:11,label:3,typeName:`.google.protobuf.UninterpretedOption.NamePart`},{name:`identifier_value`,number:3,type:9,label:1},{name:`positive_int_value`,number:4,type:4,label:1},{name:`negative_int_value`,number:5,type:3,label:1},{name:`double_value`,number:6,type:1,label:1},{name:`string_value`,number:7,type:12,label:1},{name:`aggregate_value`,number:8,type:9,label:1}],nestedType:[{name:`NamePart`,field:[{name:`name_part`,number:1,type:9,label:2},{name:`is_extension`,number:2,type:8,label:2}]}]},{name:`FeatureSet`,field:[{name:`field_presence`,number:1,type:14,label:1,typeName:`.google.protobuf.FeatureSet.FieldPresence`,options:{retention:1,targets:[4,1],editionDefaults:[{value:`EXPLICIT`,edition:900},{value:`IMPLICIT`,edition:999},{value:`EXPLICIT`,edition:1e3}]}},{name:`enum_type`,number:2,type:14,label:1,typeName:`.google.protobuf.FeatureSet.EnumType`,options:{retention:1,targets:[6,1],editionDefaults:[{value:`CLOSED`,edition:900},{value:`OPEN`,edition:999}]}},{name:`repeated_field_encoding`,number:3,type:14,label:1,typeName:`.google.protobuf.FeatureSet.RepeatedFieldEncoding`,options:{retention:1,targets:[4,1],editionDefaults:[{value:`EXPANDED`,edition:900},{value:`PACKED`,edition:999}]}},{name:`utf8_validation`,number:4,type:14,label:1,typeName:`.google.protobuf.FeatureSet.Utf8Validation`,options:{retention:1,targets:[4,1],editionDefaults:[{value:`NONE`,edition:900},{value:`VERIFY`,edition:999}]}},{name:`message_encoding`,number:5,type:14,label:1,typeName:`.google.protobuf.FeatureSet.MessageEncoding`,options:{retention:1,targets:[4,1],editionDefaults:[{value:`LENGTH_PREFIXED`,edition:900}]}},{name:`json_format`,number:6,type:14,label:1,typeName:`.google.protobuf.FeatureSet.JsonFormat`,options:{retention:1,targets:[3,6,1],editionDefaults:[{value:`LEGACY_BEST_EFFORT`,edition:900},{value:`ALLOW`,edition:999}]}},{name:`enforce_naming_style`,number:7,type:14,label:1,typeName:`.google.protobuf.FeatureSet.EnforceNamingStyle`,options:{retention:2,targets:[1,2,3,4,5,6,7,8,9],editionDefaults:[{value:`STYLE_LEGACY`,edition:900},{value:`STYLE2024`,edition:1001}]}},{name:`default_symbol_visibility`,number:8,type:14,label:1,typeName:`.google.protobuf.FeatureSet.VisibilityFeature.DefaultSymbolVisibility`,options:{retention:2,targets:[1],editionDefaults:[{value:`EXPORT_ALL`,edition:900},{value:`EXPORT_TOP_LEVEL`,edition:1001}]}}],nestedType:[{name:`VisibilityFeature`,enumType:[{name:`DefaultSymbolVisibility`,value:[{name:`DEFAULT_SYMBOL_VISIBILITY_UNKNOWN`,number:0},{name:`EXPORT_ALL`,number:1},{name:`EXPORT_TOP_LEVEL`,number:2},{name:`LOCAL_ALL`,number:3},{name:`STRICT`,number:4}]}]}],enumType:[{name:`FieldPresence`,value:[{name:`FIELD_PRESENCE_UNKNOWN`,number:0},{name:`EXPLICIT`,number:1},{name:`IMPLICIT`,number:2},{name:`LEGACY_REQUIRED`,number:3}]},{name:`EnumType`,value:[{name:`ENUM_TYPE_UNKNOWN`,number:0},{name:`OPEN`,number:1},{name:`CLOSED`,number:2}]},{name:`RepeatedFieldEncoding`,value:[{name:`REPEATED_FIELD_ENCODING_UNKNOWN`,number:0},{name:`PACKED`,number:1},{name:`EXPANDED`,number:2}]},{name:`Utf8Validation`,value:[{name:`UTF8_VALIDATION_UNKNOWN`,number:0},{name:`VERIFY`,number:2},{name:`NONE`,number:3}]},{name:`MessageEncoding`,value:[{name:`MESSAGE_ENCODING_UNKNOWN`,number:0},{name:`LENGTH_PREFIXED`,number:1},{name:`DELIMITED`,number:2}]},{name:`JsonFormat`,value:[{name:`JSON_FORMAT_UNKNOWN`,number:0},{name:`ALLOW`,number:1},{name:`LEGACY_BEST_EFFORT`,number:2}]},{name:`EnforceNamingStyle`,value:[{name:`ENFORCE_NAMING_STYLE_UNKNOWN`,number:0},{name:`STYLE2024`,number:1},{name:`STYLE_LEGACY`,number:2}]}],extensionRange:[{start:1e3,end:9995},{start:9995,end:1e4},{start:1e4,end:10001}]},{name:`FeatureSetDefaults`,field:[{name:`defaults`,number:1,type:11,label:3,typeName:`.google.protobuf.FeatureSetDefaults.FeatureSetEditionDefault`},{name:`minimum_edition`,number:4,type:14,label:1,typeName:`.google.protobuf.Edition`},{name:`maximum_edition`,number:5,type:14,label:1,typeName:`.google.protobuf.Edition`}],nestedType:[{name:`FeatureSetEditionDefault`,field:[{name:`edition`,number:3,type:14,label:1,typeName:`.google.protobuf.Edition`},{name:`overridable_features`,number:4,type:11,label:1,typeName:`.google.protobuf.FeatureSet`},{name:`fixed_features`,number:5,type:11,label:1,typeName:`.google.protobuf.FeatureSet`}]}]},{name:`SourceCodeInfo`,field:[{name:`location`,number:1,type:11,label:3,typeName:`.google.protobuf.SourceCodeInfo.Location`}],nestedType:[{name:`Location`,field:[{name:`path`,number:1,type:5,label:3,options:{packed:!0}},{name:`span`,number:2,type:5,label:3,options:{packed:!0}},{name:`leading_comments`,number:3,type:9,label:1},{name:`trailing_comments`,number:4,type:9,label:1},{name:`leading_detached_comments`,number:6,type:9,label:3}]}],extensionRange:[{start:536e6,end:536000001}]},{name:`GeneratedCodeInfo`,field:[{name:`annotation`,number:1,type:11,label:3,typeName:`.google.protobuf.GeneratedCodeInfo.Annotation`}],nestedType:[{name:`Annotation`,field:[{name:`path`,number:1,type:5,label:3,options:{packed:!0}},{name:`source_file`,number:2,type:9,label:1},{name:`begin`,number:3,type:5,label:1},{name:`end`,number:4,type:5,label:1},{name:`semantic`,number:5,type:14,label:1,typeName:`.google.protobuf.GeneratedCodeInfo.Annotation.Semantic`}],enumType:[{name:`Semantic`,value:[{name:`NONE`,number:0},{name:`SET`,number:1},{name:`ALIAS`,number:2}]}]}]}],enumType:[{name:`Edition`,value:[{name:`EDITION_UNKNOWN`,number:0},{name:`EDITION_LEGACY`,number:900},{name:`EDITION_PROTO2`,number:998},{name:`EDITION_PROTO3`,number:999},{name:`EDITION_2023`,number:1e3},{name:`EDITION_2024`,number:1001},{name:`EDITION_UNSTABLE`,number:9999},{name:`EDITION_1_TEST_ONLY`,number:1},{name:`EDITION_2_TEST_ONLY`,number:2},{name:`EDITION_99997_TEST_ONLY`,number:99997},{name:`EDITION_99998_TEST_ONLY`,number:99998},{name:`EDITION_99999_TEST_ONLY`,number:99999},{name:`EDITION_MAX`,number:2147483647}]},{name:`SymbolVisibility`,value:[{name:`VISIBILITY_UNSET`,number:0},{name:`VISIBILITY_LOCAL`,number:1},{name:`VISIBILITY_EXPORT`,number:2}]}]}),Fn=P(F,1),In;(function(e){e[e.DECLARATION=0]=`DECLARATION`,e[e.UNVERIFIED=1]=`UNVERIFIED`})(In||={});var Ln;(function(e){e[e.DOUBLE=1]=`DOUBLE`,e[e.FLOAT=2]=`FLOAT`,e[e.INT64=3]=`INT64`,e[e.UINT64=4]=`UINT64`,e[e.INT32=5]=`INT32`,e[e.FIXED64=6]=`FIXED64`,e[e.FIXED32=7]=`FIXED32`,e[e.BOOL=8]=`BOOL`,e[e.STRING=9]=`STRING`,e[e.GROUP=10]=`GROUP`,e[e.MESSAGE=11]=`MESSAGE`,e[e.BYTES=12]=`BYTES`,e[e.UINT32=13]=`UINT32`,e[e.ENUM=14]=`ENUM`,e[e.SFIXED32=15]=`SFIXED32`,e[e.SFIXED64=16]=`SFIXED64`,e[e.SINT32=17]=`SINT32`,e[e.SINT64=18]=`SINT64`})(Ln||={});var Rn;(function(e){e[e.OPTIONAL=1]=`OPTIONAL`,e[e.REPEATED=3]=`REPEATED`,e[e.REQUIRED=2]=`REQUIRED`})(Rn||={});var zn=P(F,10),Bn;(function(e){e[e.SPEED=1]=`SPEED`,e[e.CODE_SIZE=2]=`CODE_SIZE`,e[e.LITE_RUNTIME=3]=`LITE_RUNTIME`})(Bn||={});var Vn=P(F,11),Hn=P(F,12),Un;(function(e){e[e.STRING=0]=`STRING`,e[e.CORD=1]=`CORD`,e[e.STRING_PIECE=2]=`STRING_PIECE`})(Un||={});var Wn;(function(e){e[e.JS_NORMAL=0]=`JS_NORMAL`,e[e.JS_STRING=1]=`JS_STRING`,e[e.JS_NUMBER=2]=`JS_NUMBER`})(Wn||={});var Gn;(function(e){e[e.RETENTION_UNKNOWN=0]=`RETENTION_UNKNOWN`,e[e.RETENTION_RUNTIME=1]=`RETENTION_RUNTIME`,e[e.RETENTION_SOURCE=2]=`RETENTION_SOURCE`})(Gn||={});var Kn;(function(e){e[e.TARGET_TYPE_UNKNOWN=0]=`TARGET_TYPE_UNKNOWN`,e[e.TARGET_TYPE_FILE=1]=`TARGET_TYPE_FILE`,e[e.TARGET_TYPE_EXTENSION_RANGE=2]=`TARGET_TYPE_EXTENSION_RANGE`,e[e.TARGET_TYPE_MESSAGE=3]=`TARGET_TYPE_MESSAGE`,e[e.TARGET_TYPE_FIELD=4]=`TARGET_TYPE_FIELD`,e[e.TARGET_TYPE_ONEOF=5]=`TARGET_TYPE_ONEOF`,e[e.TARGET_TYPE_ENUM=6]=`TARGET_TYPE_ENUM`,e[e.TARGET_TYPE_ENUM_ENTRY=7]=`TARGET_TYPE_ENUM_ENTRY`,e[e.TARGET_TYPE_SERVICE=8]=`TARGET_TYPE_SERVICE`,e[e.TARGET_TYPE_METHOD=9]=`TARGET_TYPE_METHOD`})(Kn||={});var qn=P(F,13),Jn=P(F,14),Yn=P(F,15),Xn=P(F,16),Zn=P(F,17),Qn;(function(e){e[e.IDEMPOTENCY_UNKNOWN=0]=`IDEMPOTENCY_UNKNOWN`,e[e.NO_SIDE_EFFECTS=1]=`NO_SIDE_EFFECTS`,e[e.IDEMPOTENT=2]=`IDEMPOTENT`})(Qn||={});var $n;(function(e){e[e.DEFAULT_SYMBOL_VISIBILITY_UNKNOWN=0]=`DEFAULT_SYMBOL_VISIBILITY_UNKNOWN`,e[e.EXPORT_ALL=1]=`EXPORT_ALL`,e[e.EXPORT_TOP_LEVEL=2]=`EXPORT_TOP_LEVEL`,e[e.LOCAL_ALL=3]=`LOCAL_ALL`,e[e.STRICT=4]=`STRICT`})($n||={});var er;(function(e){e[e.FIELD_PRESENCE_UNKNOWN=0]=`FIELD_PRESENCE_UNKNOWN`,e[e.EXPLICIT=1]=`EXPLICIT`,e[e.IMPLICIT=2]=`IMPLICIT`,e[e.LEGACY_REQUIRED=3]=`LEGACY_REQUIRED`})(er||={});var tr;(function(e){e[e.ENUM_TYPE_UNKNOWN=0]=`ENUM_TYPE_UNKNOWN`,e[e.OPEN=1]=`OPEN`,e[e.CLOSED=2]=`CLOSED`})(tr||={});var nr;(function(e){e[e.REPEATED_FIELD_ENCODING_UNKNOWN=0]=`REPEATED_FIELD_ENCODING_UNKNOWN`,e[e.PACKED=1]=`PACKED`,e[e.EXPANDED=2]=`EXPANDED`})(nr||={});var rr;(function(e){e[e.UTF8_VALIDATION_UNKNOWN=0]=`UTF8_VALIDATION_UNKNOWN`,e[e.VERIFY=2]=`VERIFY`,e[e.NONE=3]=`NONE`})(rr||={});var ir;(function(e){e[e.MESSAGE_ENCODING_UNKNOWN=0]=`MESSAGE_ENCODING_UNKNOWN`,e[e.LENGTH_PREFIXED=1]=`LENGTH_PREFIXED`,e[e.DELIMITED=2]=`DELIMITED`})(ir||={});var ar;(function(e){e[e.JSON_FORMAT_UNKNOWN=0]=`JSON_FORMAT_UNKNOWN`,e[e.ALLOW=1]=`ALLOW`,e[e.LEGACY_BEST_EFFORT=2]=`LEGACY_BEST_EFFORT`})(ar||={});var or;(function(e){e[e.ENFORCE_NAMING_STYLE_UNKNOWN=0]=`ENFORCE_NAMING_STYLE_UNKNOWN`,e[e.STYLE2024=1]=`STYLE2024`,e[e.STYLE_LEGACY=2]=`STYLE_LEGACY`})(or||={});var sr;(function(e){e[e.NONE=0]=`NONE`,e[e.SET=1]=`SET`,e[e.ALIAS=2]=`ALIAS`})(sr||={});var cr;(function(e){e[e.EDITION_UNKNOWN=0]=`EDITION_UNKNOWN`,e[e.EDITION_LEGACY=900]=`EDITION_LEGACY`,e[e.EDITION_PROTO2=998]=`EDITION_PROTO2`,e[e.EDITION_PROTO3=999]=`EDITION_PROTO3`,e[e.EDITION_2023=1e3]=`EDITION_2023`,e[e.EDITION_2024=1001]=`EDITION_2024`,e[e.EDITION_UNSTABLE=9999]=`EDITION_UNSTABLE`,e[e.EDITION_1_TEST_ONLY=1]=`EDITION_1_TEST_ONLY`,e[e.EDITION_2_TEST_ONLY=2]=`EDITION_2_TEST_ONLY`,e[e.EDITION_99997_TEST_ONLY=99997]=`EDITION_99997_TEST_ONLY`,e[e.EDITION_99998_TEST_ONLY=99998]=`EDITION_99998_TEST_ONLY`,e[e.EDITION_99999_TEST_ONLY=99999]=`EDITION_99999_TEST_ONLY`,e[e.EDITION_MAX=2147483647]=`EDITION_MAX`})(cr||={});var lr;(function(e){e[e.VISIBILITY_UNSET=0]=`VISIBILITY_UNSET`,e[e.VISIBILITY_LOCAL=1]=`VISIBILITY_LOCAL`,e[e.VISIBILITY_EXPORT=2]=`VISIBILITY_EXPORT`})(lr||={});function ur(e){return Object.assign(Object.assign({readUnknownFields:!0,recursionLimit:100},e),{depth:0})}function I(e,t,n){let r=M(e,void 0,!1);return dr(r,new Et(t),ur(n),!1,t.byteLength),r.message}function dr(e,t,n,r,i){if(++n.depth>n.recursionLimit)throw Error(`cannot decode ${e.desc} from binary: maximum recursion depth of ${n.recursionLimit} reached`);let a=r?t.len:t.pos+i,o,s,c=e.getUnknown()??[];for(;t.pos<a&&([o,s]=t.tag(),!(r&&s==D.EndGroup));){let r=e.findNumber(o);if(r)fr(e,t,r,s,n);else{let e=n.recursionLimit-n.depth,r=t.skip(s,o,e);n.readUnknownFields&&c.push({no:o,wireType:s,data:r})}}if(r&&(s!=D.EndGroup||o!==i))throw Error(`invalid end group tag`);c.length>0&&e.setUnknown(c),n.depth--}function fr(e,t,n,r,i){switch(n.fieldKind){case`scalar`:e.set(n,L(t,n.scalar,n.utf8Validation));break;case`enum`:let a=L(t,g.INT32);if(n.enum.open)e.set(n,a);else if(n.enum.values.some(e=>e.number===a))e.set(n,a);else if(i.readUnknownFields){let t=[];m(a,t);let i=e.getUnknown()??[];i.push({no:n.number,wireType:r,data:new Uint8Array(t)}),e.setUnknown(i)}break;case`message`:e.set(n,hr(t,i,n,e.get(n)));break;case`list`:mr(t,r,e.get(n),i);break;case`map`:pr(t,e.get(n),i)}}function pr(e,t,n){let r=t.field(),i,a,o=e.uint32(),s=e.pos+o;for(;e.pos<s;){let[t]=e.tag();switch(t){case 1:i=L(e,r.mapKey,r.utf8Validation);break;case 2:switch(r.mapKind){case`scalar`:a=L(e,r.scalar,r.utf8Validation);break;case`enum`:a=e.int32();break;case`message`:a=hr(e,n,r)}}}if(i===void 0&&(i=_(r.mapKey,!1)),a===void 0)switch(r.mapKind){case`scalar`:a=_(r.scalar,!1);break;case`enum`:a=r.enum.values[0].number;break;case`message`:a=M(r.message,void 0,!1)}t.set(i,a)}function mr(e,t,n,r){let i=n.field();if(i.listKind===`message`){n.add(hr(e,r,i));return}let a=i.scalar??g.INT32;if(t!=D.LengthDelimited||a==g.STRING||a==g.BYTES){n.add(L(e,a,i.utf8Validation));return}let o=e.uint32()+e.pos;for(;e.pos<o;)n.add(L(e,a,i.utf8Validation))}function hr(e,t,n,r){let i=n.delimitedEncoding,a=r??M(n.message,void 0,!1);return dr(a,e,t,i,i?n.number:e.uint32()),a}function L(e,t,n=!1){switch(t){case g.STRING:return e.string(n);case g.BOOL:return e.bool();case g.DOUBLE:return e.double();case g.FLOAT:return e.float();case g.INT32:return e.int32();case g.INT64:return e.int64();case g.UINT64:return e.uint64();case g.FIXED64:return e.fixed64();case g.BYTES:return e.bytes();case g.FIXED32:return e.fixed32();case g.SFIXED32:return e.sfixed32();case g.SFIXED64:return e.sfixed64();case g.SINT64:return e.sint64();case g.UINT32:return e.uint32();case g.SINT32:return e.sint32()}}function R(e,t){let n=I(Fn,dt(e));return n.messageType.forEach(de),n.dependency=t?.map(e=>e.proto.name)??[],ge(n,e=>t?.find(t=>t.proto.name===e)).getFile(n.name)}function z(e,t,...n){if(n.length>0)throw Error();return e.services[t]}var B=R(`Ch9nb29nbGUvcHJvdG9idWYvdGltZXN0YW1wLnByb3RvEg9nb29nbGUucHJvdG9idWYiKwoJVGltZXN0YW1wEg8KB3NlY29uZHMYASABKAMSDQoFbmFub3MYAiABKAVChQEKE2NvbS5nb29nbGUucHJvdG9idWZCDlRpbWVzdGFtcFByb3RvUAFaMmdvb2dsZS5nb2xhbmcub3JnL3Byb3RvYnVmL3R5cGVzL2tub3duL3RpbWVzdGFtcHBi+AEBogIDR1BCqgIeR29vZ2xlLlByb3RvYnVmLldlbGxLbm93blR5cGVzYgZwcm90bzM`),V=R(`Ch5nb29nbGUvcHJvdG9idWYvZHVyYXRpb24ucHJvdG8SD2dvb2dsZS5wcm90b2J1ZiIqCghEdXJhdGlvbhIPCgdzZWNvbmRzGAEgASgDEg0KBW5hbm9zGAIgASgFQoMBChNjb20uZ29vZ2xlLnByb3RvYnVmQg1EdXJhdGlvblByb3RvUAFaMWdvb2dsZS5nb2xhbmcub3JnL3Byb3RvYnVmL3R5cGVzL2tub3duL2R1cmF0aW9ucGL4AQGiAgNHUEKqAh5Hb29nbGUuUHJvdG9idWYuV2VsbEtub3duVHlwZXNiBnByb3RvMw`),gr=R(`Chlnb29nbGUvcHJvdG9idWYvYW55LnByb3RvEg9nb29nbGUucHJvdG9idWYiJgoDQW55EhAKCHR5cGVfdXJsGAEgASgJEg0KBXZhbHVlGAIgASgMQnYKE2NvbS5nb29nbGUucHJvdG9idWZCCEFueVByb3RvUAFaLGdvb2dsZS5nb2xhbmcub3JnL3Byb3RvYnVmL3R5cGVzL2tub3duL2FueXBiogIDR1BCqgIeR29vZ2xlLlByb3RvYnVmLldlbGxLbm93blR5cGVzYgZwcm90bzM`),_r=P(gr,0);function vr(e,t,n){let r=!1;return n||(n=j(_r),r=!0),n.value=En(e,t),n.typeUrl=xr(t.$typeName),r?n:void 0}function yr(e,t){return e.typeUrl!==``&&(typeof t==`string`?t:t.typeName)===Sr(e.typeUrl)}function br(e,t){if(e.typeUrl===``)return;let n=t.kind==`message`?t:t.getMessage(Sr(e.typeUrl));if(n&&yr(e,n))return I(n,e.value)}function xr(e){return`type.googleapis.com/${e}`}function Sr(e){let t=e.lastIndexOf(`/`),n=t>=0?e.substring(t+1):e;if(!n.length)throw Error(`invalid type url: ${e}`);return n}var Cr=R(`CiBnb29nbGUvcHJvdG9idWYvZmllbGRfbWFzay5wcm90bxIPZ29vZ2xlLnByb3RvYnVmIhoKCUZpZWxkTWFzaxINCgVwYXRocxgBIAMoCUKFAQoTY29tLmdvb2dsZS5wcm90b2J1ZkIORmllbGRNYXNrUHJvdG9QAVoyZ29vZ2xlLmdvbGFuZy5vcmcvcHJvdG9idWYvdHlwZXMva25vd24vZmllbGRtYXNrcGL4AQGiAgNHUEKqAh5Hb29nbGUuUHJvdG9idWYuV2VsbEtub3duVHlwZXNiBnByb3RvMw`),wr=R(`Chxnb29nbGUvcHJvdG9idWYvc3RydWN0LnByb3RvEg9nb29nbGUucHJvdG9idWYihAEKBlN0cnVjdBIzCgZmaWVsZHMYASADKAsyIy5nb29nbGUucHJvdG9idWYuU3RydWN0LkZpZWxkc0VudHJ5GkUKC0ZpZWxkc0VudHJ5EgsKA2tleRgBIAEoCRIlCgV2YWx1ZRgCIAEoCzIWLmdvb2dsZS5wcm90b2J1Zi5WYWx1ZToCOAEi6gEKBVZhbHVlEjAKCm51bGxfdmFsdWUYASABKA4yGi5nb29nbGUucHJvdG9idWYuTnVsbFZhbHVlSAASFgoMbnVtYmVyX3ZhbHVlGAIgASgBSAASFgoMc3RyaW5nX3ZhbHVlGAMgASgJSAASFAoKYm9vbF92YWx1ZRgEIAEoCEgAEi8KDHN0cnVjdF92YWx1ZRgFIAEoCzIXLmdvb2dsZS5wcm90b2J1Zi5TdHJ1Y3RIABIwCgpsaXN0X3ZhbHVlGAYgASgLMhouZ29vZ2xlLnByb3RvYnVmLkxpc3RWYWx1ZUgAQgYKBGtpbmQiMwoJTGlzdFZhbHVlEiYKBnZhbHVlcxgBIAMoCzIWLmdvb2dsZS5wcm90b2J1Zi5WYWx1ZSobCglOdWxsVmFsdWUSDgoKTlVMTF9WQUxVRRAAQn8KE2NvbS5nb29nbGUucHJvdG9idWZCC1N0cnVjdFByb3RvUAFaL2dvb2dsZS5nb2xhbmcub3JnL3Byb3RvYnVmL3R5cGVzL2tub3duL3N0cnVjdHBi+AEBogIDR1BCqgIeR29vZ2xlLlByb3RvYnVmLldlbGxLbm93blR5cGVzYgZwcm90bzM`),Tr=P(wr,0),Er=P(wr,1),Dr=P(wr,2),Or;(function(e){e[e.NULL_VALUE=0]=`NULL_VALUE`})(Or||={});function kr(e,t,n){Nr(t,e);let r=jr(e.$unknown,t),[i,a,o]=Mr(t),s=ur(n);for(let e of r)fr(i,new Et(e.data),a,e.wireType,s);return o()}function Ar(e,t,n){Nr(t,e);let r=(e.$unknown??[]).filter(e=>e.no!==t.number),[i,a]=Mr(t,n),o=new Tt;On(o,{writeUnknownFields:!0},i,a);let s=new Et(o.finish());for(;s.pos<s.len;){let[e,t]=s.tag(),n=s.skip(t,e);r.push({no:e,wireType:t,data:n})}e.$unknown=r}function jr(e,t){if(e===void 0)return[];if(t.fieldKind===`enum`||t.fieldKind===`scalar`){for(let n=e.length-1;n>=0;--n)if(e[n].no==t.number)return[e[n]];return[]}return e.filter(e=>e.no===t.number)}function Mr(e,t){let n=e.typeName,r=Object.assign(Object.assign({},e),{kind:`field`,parent:e.extendee,localName:n}),i=Object.assign(Object.assign({},e.extendee),{fields:[r],members:[r],oneofs:[]}),a=j(i,t===void 0?void 0:{[n]:t});return[M(i,a),r,()=>{let t=a[n];if(t===void 0){let t=e.message;return A(t)?_(t.fields[0].scalar,t.fields[0].longAsString):j(t)}return t}]}function Nr(e,t){if(e.extendee.typeName!=t.$typeName)throw Error(`extension ${e.typeName} can only be applied to message ${e.extendee.typeName}`)}var Pr=3,Fr=2,Ir={alwaysEmitImplicit:!1,enumAsInteger:!1,useProtoFieldName:!1};function Lr(e){return e?Object.assign(Object.assign({},Ir),e):Ir}function Rr(e,t,n){return H(M(e,t),Lr(n))}function zr(e,t,n){let r=Rr(e,t,n);return JSON.stringify(r,null,n?.prettySpaces??0)}function H(e,t){let n=Kr(e,t);if(n!==void 0)return n;let r={};for(let n of e.sortedFields){if(!e.isSet(n)){if(n.presence==Pr)throw Error(`cannot encode ${n} to JSON: required field not set`);if(!t.alwaysEmitImplicit||n.presence!==Fr)continue}let i=Br(n,e.get(n),t);i!==void 0&&(r[Gr(n,t)]=i)}if(t.registry){let n=new Set;for(let{no:i}of e.getUnknown()??[])if(!n.has(i)){n.add(i);let a=t.registry.getExtensionFor(e.desc,i);if(!a)continue;let[o,s]=Mr(a,kr(e.message,a)),c=Br(s,o.get(s),t);c!==void 0&&(r[a.jsonName]=c)}}return r}function Br(e,t,n){switch(e.fieldKind){case`scalar`:return Wr(e,t);case`message`:return H(t,n);case`enum`:return Ur(e.enum,t,n.enumAsInteger);case`list`:return Hr(t,n);case`map`:return Vr(t,n)}}function Vr(e,t){let n=e.field(),r={};switch(n.mapKind){case`scalar`:for(let[t,i]of e)r[t]=Wr(n,i);break;case`message`:for(let[n,i]of e)r[n]=H(i,t);break;case`enum`:for(let[i,a]of e)r[i]=Ur(n.enum,a,t.enumAsInteger)}return t.alwaysEmitImplicit||e.size>0?r:void 0}function Hr(e,t){let n=e.field(),r=[];switch(n.listKind){case`scalar`:for(let t of e)r.push(Wr(n,t));break;case`enum`:for(let i of e)r.push(Ur(n.enum,i,t.enumAsInteger));break;case`message`:for(let n of e)r.push(H(n,t))}return t.alwaysEmitImplicit||r.length>0?r:void 0}function Ur(e,t,n){if(typeof t!=`number`)throw Error(`cannot encode ${e} to JSON: expected number, got ${k(t)}`);return e.typeName==`google.protobuf.NullValue`?null:n?t:e.value[t]?.name??t}function Wr(e,t){switch(e.scalar){case g.INT32:case g.SFIXED32:case g.SINT32:case g.FIXED32:case g.UINT32:if(typeof t!=`number`)throw Error(`cannot encode ${e} to JSON: ${O(e,t)?.message}`);return t;case g.FLOAT:case g.DOUBLE:if(typeof t!=`number`)throw Error(`cannot encode ${e} to JSON: ${O(e,t)?.message}`);return Number.isNaN(t)?`NaN`:t===1/0?`Infinity`:t===-1/0?`-Infinity`:t;case g.STRING:if(typeof t!=`string`)throw Error(`cannot encode ${e} to JSON: ${O(e,t)?.message}`);return t;case g.BOOL:if(typeof t!=`boolean`)throw Error(`cannot encode ${e} to JSON: ${O(e,t)?.message}`);return t;case g.UINT64:case g.FIXED64:case g.INT64:case g.SFIXED64:case g.SINT64:if(typeof t==`bigint`||typeof t==`string`||typeof t==`number`&&Number.isInteger(t))return t.toString();throw Error(`cannot encode ${e} to JSON: ${O(e,t)?.message}`);case g.BYTES:if(t instanceof Uint8Array)return ft(t);throw Error(`cannot encode ${e} to JSON: ${O(e,t)?.message}`)}}function Gr(e,t){return t.useProtoFieldName?e.name:e.jsonName}function Kr(e,t){if(e.desc.typeName.startsWith(`google.protobuf.`))switch(e.desc.typeName){case`google.protobuf.Any`:return qr(e.message,t);case`google.protobuf.Timestamp`:return $r(e.message);case`google.protobuf.Duration`:return Jr(e.message);case`google.protobuf.FieldMask`:return Yr(e.message);case`google.protobuf.Struct`:return Xr(e.message);case`google.protobuf.Value`:return Zr(e.message);case`google.protobuf.ListValue`:return Qr(e.message);default:if(A(e.desc)){let t=e.desc.fields[0];return Wr(t,e.get(t))}return}}function qr(e,t){if(e.typeUrl===``)return{};let{registry:n}=t,r,i;if(n&&(r=br(e,n),r&&(i=n.getMessage(r.$typeName))),!i||!r)throw Error(`cannot encode message ${e.$typeName} to JSON: "${e.typeUrl}" is not in the type registry`);let a=M(i,r),o=Bt(i)?{value:Kr(a,t)}:H(a,t);return o[`@type`]=e.typeUrl,o}function Jr(e){let t=Number(e.seconds),n=e.nanos;if(t>315576e6||t<-315576e6)throw Error(`cannot encode message ${e.$typeName} to JSON: value out of range`);if(t>0&&n<0||t<0&&n>0)throw Error(`cannot encode message ${e.$typeName} to JSON: nanos sign must match seconds sign`);let r=e.seconds.toString();if(n!==0){let e=Math.abs(n).toString();e=`0`.repeat(9-e.length)+e,e.substring(3)===`000000`?e=e.substring(0,3):e.substring(6)===`000`&&(e=e.substring(0,6)),r+=`.`+e,n<0&&t==0&&(r=`-`+r)}return r+`s`}function Yr(n){return n.paths.map(r=>{if(t(e(r))!==r)throw Error(`cannot encode message ${n.$typeName} to JSON: lowerCamelCase of path name "${r}" is irreversible`);return e(r)}).join(`,`)}function Xr(e){let t={};for(let[n,r]of Object.entries(e.fields))t[n]=Zr(r);return t}function Zr(e){switch(e.kind.case){case`nullValue`:return null;case`numberValue`:if(!Number.isFinite(e.kind.value))throw Error(`${e.$typeName} cannot be NaN or Infinity`);return e.kind.value;case`boolValue`:return e.kind.value;case`stringValue`:return e.kind.value;case`structValue`:return Xr(e.kind.value);case`listValue`:return Qr(e.kind.value);default:throw Error(`${e.$typeName} must have a value`)}}function Qr(e){return e.values.map(Zr)}function $r(e){let t=Number(e.seconds)*1e3;if(t<Date.parse(`0001-01-01T00:00:00Z`)||t>Date.parse(`9999-12-31T23:59:59Z`))throw Error(`cannot encode message ${e.$typeName} to JSON: must be from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z inclusive`);if(e.nanos<0)throw Error(`cannot encode message ${e.$typeName} to JSON: nanos must not be negative`);if(e.nanos>999999999)throw Error(`cannot encode message ${e.$typeName} to JSON: nanos must not be greater than 99999999`);let n=`Z`;if(e.nanos>0){let t=(e.nanos+1e9).toString().substring(1);n=t.substring(3)===`000000`?`.`+t.substring(0,3)+`Z`:t.substring(6)===`000`?`.`+t.substring(0,6)+`Z`:`.`+t+`Z`}return new Date(t).toISOString().replace(`.000Z`,n)}function ei(e){return Object.assign(Object.assign({ignoreUnknownFields:!1,recursionLimit:100},e),{depth:0})}function ti(e,t,n){return ni(e,vi(t,e.typeName),n)}function ni(e,t,n){let r=M(e);try{U(r,t,ei(n))}catch(e){throw yt(e)?Error(`cannot decode ${e.field()} from JSON: ${e.message}`,{cause:e}):e}return r.message}var ri=new WeakMap;function ii(e,t){if(!ri.has(e)){let t=new Map;for(let n of e.fields)t.set(n.name,n).set(n.jsonName,n);ri.set(e,t)}return ri.get(e)?.get(t)}function U(e,t,n){if(++n.depth>n.recursionLimit)throw Error(`cannot decode ${e.desc} from JSON: maximum recursion depth of ${n.recursionLimit} reached`);if(bi(e,t,n)){n.depth--;return}if(t==null||Array.isArray(t)||typeof t!=`object`)throw Error(`cannot decode ${e.desc} from JSON: ${k(t)}`);let r=new Map,i=new Set;for(let[a,o]of Object.entries(t)){let t=ii(e.desc,a);if(t){if(i.has(t))throw new T(t,`set multiple times`);if(i.add(t),t.oneof&&o===null&&t.fieldKind==`scalar`)continue;if(t.oneof){let e=r.get(t.oneof);if(e!==void 0)throw new T(t.oneof,`oneof set multiple times by ${e.name} and ${t.name}`);r.set(t.oneof,t)}ai(e,t,o,n)}else{let t;if(a.startsWith(`[`)&&a.endsWith(`]`)&&(t=n.registry?.getExtension(a.substring(1,a.length-1)))&&t.extendee.typeName===e.desc.typeName){let[r,i,a]=Mr(t);ai(r,i,o,n),Ar(e.message,t,a())}if(!t&&!n.ignoreUnknownFields)throw Error(`cannot decode ${e.desc} from JSON: key "${a}" is unknown`)}}n.depth--}function ai(e,t,n,r){switch(t.fieldKind){case`scalar`:di(e,t,n);break;case`enum`:ui(e,t,n,r);break;case`message`:li(e,t,n,r);break;case`list`:ci(e.get(t),n,r);break;case`map`:si(e.get(t),n,r)}}function oi(e,t,n){if(e.scalar&&t!==null)return hi(e,t);if(e.message&&!fi(e,t)){let r=M(e.message);return U(r,t,n),r}if(e.enum&&!fi(e,t))return mi(e.enum,t,n.ignoreUnknownFields);throw new T(e,`${e.fieldKind===`list`?`list item`:`map value`} must not be null`)}function si(e,t,n){if(t===null)return;let r=e.field();if(typeof t!=`object`||Array.isArray(t))throw new T(r,`expected object, got `+k(t));let i=new Set;for(let[a,o]of Object.entries(t)){let t=gi(r.mapKey,a);if(i.has(t))throw new T(r,`duplicate map key "${a}"`);i.add(t);let s=oi(r,o,n);s!==pi&&e.set(t,s)}}function ci(e,t,n){if(t===null)return;let r=e.field();if(!Array.isArray(t))throw new T(r,`expected Array, got `+k(t));for(let i of t){let t=oi(r,i,n);t!==pi&&e.add(t)}}function li(e,t,n,r){if(fi(t,n)){e.clear(t);return}let i=e.isSet(t)?e.get(t):M(t.message);U(i,n,r),e.set(t,i)}function ui(e,t,n,r){if(fi(t,n)){e.clear(t);return}let i=mi(t.enum,n,r.ignoreUnknownFields);i!==pi&&e.set(t,i)}function di(e,t,n){n===null?e.clear(t):e.set(t,hi(t,n))}function fi(e,t){return t===null&&e.message?.typeName!=`google.protobuf.Value`&&e.enum?.typeName!=`google.protobuf.NullValue`}var pi=Symbol();function mi(e,t,n){if(t===null)return e.values[0].number;switch(typeof t){case`number`:if(Number.isInteger(t))return t;break;case`string`:let r=e.values.find(e=>e.name===t);if(r!==void 0)return r.number;if(n)return pi}throw Error(`cannot decode ${e} from JSON: ${k(t)}`)}function hi(e,t){switch(e.scalar){case g.DOUBLE:case g.FLOAT:if(t===`NaN`)return NaN;if(t===`Infinity`)return 1/0;if(t===`-Infinity`)return-1/0;if(typeof t==`number`){if(Number.isNaN(t))throw new T(e,`unexpected NaN number`);if(!Number.isFinite(t))throw new T(e,`unexpected infinite number`);break}if(typeof t==`string`){if(t===``||t.trim().length!==t.length)break;let e=Number(t);if(!Number.isFinite(e))break;return e}break;case g.INT32:case g.FIXED32:case g.SFIXED32:case g.SINT32:case g.UINT32:return _i(t);case g.BYTES:if(typeof t==`string`){if(t===``)return new Uint8Array;try{return dt(t)}catch(t){throw new T(e,t instanceof Error?t.message:String(t))}}}return t}function gi(e,t){switch(e){case g.BOOL:switch(t){case`true`:return!0;case`false`:return!1}return t;case g.INT32:case g.FIXED32:case g.UINT32:case g.SFIXED32:case g.SINT32:return _i(t);case g.INT64:case g.SINT64:case g.SFIXED64:case g.UINT64:case g.FIXED64:return/^-?0+$/.test(t)?`0`:t.replace(/^(-?)0+(?=\d)/,`$1`);default:return t}}function _i(e){if(typeof e==`string`){if(e===``||e.trim().length!==e.length)return e;let t=Number(e);return Number.isNaN(t)?e:t}return e}function vi(e,t){let n;try{n=JSON.parse(e)}catch(e){let n=e instanceof Error?e.message:String(e);throw Error(`cannot decode message ${t} from JSON: ${n}`,{cause:e})}return yi(e,t),n}function yi(e,t){let n=[],r=!1,i=0;for(;i<e.length;)switch(e[i]){case`{`:n.push(new Set),r=!0,i++;break;case`[`:n.push(null),r=!1,i++;break;case`}`:case`]`:n.pop(),r=!1,i++;break;case`,`:r=n[n.length-1]!=null,i++;break;case`:`:r=!1,i++;break;case`"`:{let a=i++,o=!1;for(;i<e.length;)if(e[i]==`\\`)o=!0,i+=2;else{if(e[i]==`"`)break;i++}let s=i++,c=n[n.length-1];if(r&&c){let n=o?JSON.parse(e.substring(a,s+1)):e.substring(a+1,s);if(c.has(n))throw Error(`cannot decode message ${t} from JSON: duplicate object key "${n}"`);c.add(n)}r=!1;break}default:i++}}function bi(e,t,n){if(!e.desc.typeName.startsWith(`google.protobuf.`))return!1;switch(e.desc.typeName){case`google.protobuf.Any`:return xi(e.message,t,n),!0;case`google.protobuf.Timestamp`:return Si(e.message,t),!0;case`google.protobuf.Duration`:return Ci(e.message,t),!0;case`google.protobuf.FieldMask`:return wi(e.message,t),!0;case`google.protobuf.Struct`:return Ti(e.message,t,n),!0;case`google.protobuf.Value`:return Ei(e.message,t,n),!0;case`google.protobuf.ListValue`:return Di(e.message,t,n),!0;default:if(A(e.desc)){let n=e.desc.fields[0];return t===null?e.clear(n):e.set(n,hi(n,t)),!0}return!1}}function xi(e,t,n){if(t===null||Array.isArray(t)||typeof t!=`object`)throw Error(`cannot decode message ${e.$typeName} from JSON: expected object but got ${k(t)}`);if(Object.keys(t).length==0)return;let r=t[`@type`];if(typeof r!=`string`||r==``)throw Error(`cannot decode message ${e.$typeName} from JSON: "@type" is empty`);let i=r.includes(`/`)?r.substring(r.lastIndexOf(`/`)+1):r;if(!i.length)throw Error(`cannot decode message ${e.$typeName} from JSON: "@type" is invalid`);let a=n.registry?.getMessage(i);if(!a)throw Error(`cannot decode message ${e.$typeName} from JSON: ${r} is not in the type registry`);let o=M(a);if(Bt(a)&&Object.prototype.hasOwnProperty.call(t,`value`)){let e=t.value;U(o,e,n)}else{let e=Object.assign({},t);delete e[`@type`],U(o,e,n)}vr(o.desc,o.message,e)}function Si(e,t){if(typeof t!=`string`)throw Error(`cannot decode message ${e.$typeName} from JSON: ${k(t)}`);let n=t.match(/^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?(?:Z|([+-][0-9][0-9]:[0-9][0-9]))$/);if(!n)throw Error(`cannot decode message ${e.$typeName} from JSON: invalid RFC 3339 string`);let r=Date.parse(n[1]+`-`+n[2]+`-`+n[3]+`T`+n[4]+`:`+n[5]+`:`+n[6]+(n[8]?n[8]:`Z`));if(Number.isNaN(r))throw Error(`cannot decode message ${e.$typeName} from JSON: invalid RFC 3339 string`);if(r<Date.parse(`0001-01-01T00:00:00Z`)||r>Date.parse(`9999-12-31T23:59:59Z`))throw Error(`cannot decode message ${e.$typeName} from JSON: must be from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z inclusive`);e.seconds=h.parse(r/1e3),e.nanos=0,n[7]&&(e.nanos=parseInt(`1`+n[7]+`0`.repeat(9-n[7].length))-1e9)}function Ci(e,t){if(typeof t!=`string`)throw Error(`cannot decode message ${e.$typeName} from JSON: ${k(t)}`);let n=t.match(/^(-?[0-9]+)(?:\.([0-9]+))?s/);if(n===null)throw Error(`cannot decode message ${e.$typeName} from JSON: ${k(t)}`);let r=Number(n[1]);if(r>315576e6||r<-315576e6)throw Error(`cannot decode message ${e.$typeName} from JSON: ${k(t)}`);if(e.seconds=h.parse(r),typeof n[2]!=`string`)return;let i=n[2]+`0`.repeat(9-n[2].length);e.nanos=parseInt(i),(r<0||Object.is(r,-0))&&(e.nanos=-e.nanos)}function wi(e,n){if(typeof n!=`string`)throw Error(`cannot decode message ${e.$typeName} from JSON: ${k(n)}`);n!==``&&(e.paths=n.split(`,`).map(n=>{if(n.includes(`_`))throw Error(`cannot decode message ${e.$typeName} from JSON: path names must be lowerCamelCase`);return t(n)}))}function Ti(e,t,n){if(typeof t!=`object`||!t||Array.isArray(t))throw Error(`cannot decode message ${e.$typeName} from JSON ${k(t)}`);for(let[r,i]of Object.entries(t)){let t=j(Er);Ei(t,i,n),e.fields[r]=t}}function Ei(e,t,n){if(++n.depth>n.recursionLimit)throw Error(`cannot decode ${e.$typeName} from JSON: maximum recursion depth of ${n.recursionLimit} reached`);switch(typeof t){case`number`:e.kind={case:`numberValue`,value:t};break;case`string`:e.kind={case:`stringValue`,value:t};break;case`boolean`:e.kind={case:`boolValue`,value:t};break;case`object`:if(t===null)e.kind={case:`nullValue`,value:Or.NULL_VALUE};else if(Array.isArray(t)){let r=j(Dr);Di(r,t,n),e.kind={case:`listValue`,value:r}}else{let r=j(Tr);Ti(r,t,n),e.kind={case:`structValue`,value:r}}break;default:throw Error(`cannot decode message ${e.$typeName} from JSON ${k(t)}`)}return n.depth--,e}function Di(e,t,n){if(!Array.isArray(t))throw Error(`cannot decode message ${e.$typeName} from JSON ${k(t)}`);for(let r of t){let t=j(Er);Ei(t,r,n),e.values.push(t)}}var Oi={$typeName:`google.protobuf.EnumDescriptorProto`,unset:{name:``,visibility:0},fields:{1:[`name`,`string`],2:[`value`,[{$typeName:`google.protobuf.EnumValueDescriptorProto`,unset:{name:``,number:0},fields:{1:[`name`,`string`],2:[`number`,`number`],3:[`options`,Yn]}}]],3:[`options`,Jn],5:[`reservedName`,[`string`]]}},ki={$typeName:`google.protobuf.FieldDescriptorProto`,unset:{name:``,number:0,label:1,type:1,typeName:``,extendee:``,defaultValue:``,oneofIndex:0,jsonName:``,proto3Optional:!1},fields:{1:[`name`,`string`],2:[`extendee`,`string`],3:[`number`,`number`],4:[`label`,`number`],5:[`type`,`number`],6:[`typeName`,`string`],7:[`defaultValue`,`string`],8:[`options`,Hn],9:[`oneofIndex`,`number`],10:[`jsonName`,`string`],17:[`proto3Optional`,`flag`]}},Ai={$typeName:`google.protobuf.DescriptorProto`,unset:{name:``,visibility:0},fields:{1:[`name`,`string`],2:[`field`,[ki]],4:[`enumType`,[Oi]],6:[`extension`,[ki]],7:[`options`,Vn],8:[`oneofDecl`,[{$typeName:`google.protobuf.OneofDescriptorProto`,unset:{name:``},fields:{1:[`name`,`string`],2:[`options`,qn]}}]],10:[`reservedName`,[`string`]]}};Ai.fields[3]=[`nestedType`,[Ai]];var ji={$typeName:`google.protobuf.FileDescriptorProto`,unset:{name:``,package:``,syntax:``,edition:0},fields:{1:[`name`,`string`],2:[`package`,`string`],3:[`dependency`,[`string`]],4:[`messageType`,[Ai]],5:[`enumType`,[Oi]],6:[`service`,[{$typeName:`google.protobuf.ServiceDescriptorProto`,unset:{name:``},fields:{1:[`name`,`string`],2:[`method`,[{$typeName:`google.protobuf.MethodDescriptorProto`,unset:{name:``,inputType:``,outputType:``,clientStreaming:!1,serverStreaming:!1},fields:{1:[`name`,`string`],2:[`inputType`,`string`],3:[`outputType`,`string`],4:[`options`,Zn],5:[`clientStreaming`,`flag`],6:[`serverStreaming`,`flag`]}}]],3:[`options`,Xn]}}]],7:[`extension`,[ki]],8:[`options`,zn],12:[`syntax`,`string`],14:[`edition`,`number`]}},Mi=class{bytes;#e=0;constructor(e){this.bytes=e}read(e,t){let n=Object.create(e.unset);n.$typeName=e.$typeName;for(let[t,r]of Object.values(e.fields))Array.isArray(r)&&(n[t]=[]);for(;this.#e<t;){let t=this.#n(),[r,i]=e.fields[t>>>3]??[],a=this.#t(t&7,Array.isArray(i)?i[0]:i);r!==void 0&&(Array.isArray(i)?n[r].push(a):n[r]=a)}return n}#t(e,t){if(e===0)return t===`flag`?this.#n()!==0:this.#n();if(e!==2)throw Error(`a descriptor has no field of wire type ${e}`);let n=this.#n()+this.#e;if(typeof t==`object`&&`fields`in t&&`unset`in t)return this.read(t,n);let r=this.bytes.slice(this.#e,n);return this.#e=n,typeof t==`object`?I(t,Uint8Array.from(r,e=>e.charCodeAt(0))):r}#n(){let e=0;for(let t=0;;t+=7){let n=this.bytes.charCodeAt(this.#e++);if(t<32&&(e|=(n&127)<<t),!(n>=128))return e}}};function W(e,t=[]){let n=new Mi(e).read(ji,e.length);return n.messageType.forEach(Ni),n.dependency=t.map(e=>e.proto.name),ge(n,e=>t.find(t=>t.proto.name===e)).getFile(n.name)}function Ni(e){for(let t of e.field)Object.hasOwn(t,`jsonName`)||(t.jsonName=t.name.replace(/_+([a-z0-9]?)/g,(e,t)=>t.toUpperCase()));e.nestedType.forEach(Ni)}var G=W(`
mutua/v1/common.proto\bmutua.v1"*
	CivilTime\r
local (	
second (\b"e
When-
\x07instant (\v2.google.protobuf.TimestampH\0$
civil (\v2.mutua.v1.CivilTimeH\0B\b
moment"
\rAskedInterval
start (\v2.mutua.v1.When
end (\v2.mutua.v1.WhenH\0+
length (\v2.google.protobuf.DurationH\0B\b
finish"^
\bInterval)
start (\v2.google.protobuf.Timestamp'
end (\v2.google.protobuf.Timestamp"&
Charge\r
ticks (\r
cents ("g
ResourceSelector
	resources (	\f
pool (	\f
site (	$
kind (2.mutua.v1.ResourceKind"P
Want
\bresource (	H\0
pool (	H\0\r
units (\r\r
count (\rB
what"
\bOverride
reason (	*®
\fResourceKind
RESOURCE_KIND_UNSPECIFIED\0
RESOURCE_KIND_MACHINE
RESOURCE_KIND_ROOM
RESOURCE_KIND_DESK
RESOURCE_KIND_PERSON
RESOURCE_KIND_MATERIALbproto3`,[V,B]),Pi=P(G,2),Fi=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.MACHINE=1]=`MACHINE`,e[e.ROOM=2]=`ROOM`,e[e.DESK=3]=`DESK`,e[e.PERSON=4]=`PERSON`,e[e.MATERIAL=5]=`MATERIAL`,e}({}),K=W(`
mutua/v1/refusal.proto\bmutua.v1"
Reason
rule (2.mutua.v1.Rule
\bresource (	
unit (2.mutua.v1.Unit\r
limit (\f
used (\r
asked ($
\binterval\x07 (\v2.mutua.v1.Interval&
at\b (\v2.google.protobuf.Timestamp
\x07subject	 (	

occurrence
 (\r
\bsentence\v (	"Y
AlternativeBooking
wants (\v2.mutua.v1.Want$
\binterval (\v2.mutua.v1.Interval"f
\vAlternative'
kind (2.mutua.v1.AlternativeKind.
\bbookings (\v2.mutua.v1.AlternativeBooking"
\x07Refusal
\x07refusal (	
\bposition (!
\x07reasons (\v2.mutua.v1.Reason
reasons_left_out (\r+
\falternatives (\v2.mutua.v1.Alternative*Õ\f
Rule
RULE_UNSPECIFIED\0
RULE_REQUEST_TOO_OLD
RULE_REQUEST_AHEAD
RULE_REQUEST_REUSED
\fRULE_UNKNOWN
RULE_NOT_PERMITTED
RULE_BAD_INTERVAL
\rRULE_TOO_MANY\x07

RULE_STALE\b
RULE_STATE_FORBIDS	
RULE_NOTHING_TO_DO

RULE_HANDLE_TAKEN\v
\vRULE_IN_USE\f
RULE_BAD_DEFINITION\r
RULE_BAD_RECURRENCE
RULE_ENDLESS_SERIES
RULE_NAMED_ALONE
\fRULE_RETIRED
\vRULE_OUTAGE
\fRULE_OVERLAP
RULE_IN_THE_PAST
RULE_POOL_FULL
RULE_NO_STAND_IN
RULE_SKIPPED_TIME
RULE_TOO_FEW_PIECES\x1B
RULE_NOT_ALLOWED(
RULE_CERTIFICATION)
\vRULE_CLOSED*
RULE_OVERNIGHT+
RULE_GRANULARITY,
RULE_TOO_SHORT-
\rRULE_TOO_LONG.
RULE_LEAD_TIME/
\fRULE_HORIZON0\f
\bRULE_GAP1
RULE_CHECK_IN_WINDOW2
RULE_NO_ROOM_TO_SHRINK3
RULE_EMPTY_SERIES4\x1B
RULE_NO_OVERRIDE_REASON5
RULE_HOLD_TOO_LONG6
RULE_NEEDS_APPROVAL7
RULE_ANY_CERTIFICATION8
RULE_MALFORMED<
RULE_QUEUE_FULL=
RULE_DEADLINE_PASSED>
RULE_TOO_LARGE?\x1B
RULE_NOT_IN_REPLAY_MODE@
RULE_PIN_NEEDEDA
RULE_PIN_WRONGB
RULE_TOO_MANY_TRIESC
\vRULE_NO_PIND
RULE_CODE_REFUSEDE

RULE_QUOTAd
RULE_QUOTA_CONTRADICTSe
RULE_QUOTA_LIMITf
RULE_GUARANTEE_USEDg 
RULE_RESERVED_FOR_GUARANTEESh
RULE_NO_SHARESi
RULE_CREDITS_USEDj
RULE_LENDS_TOO_MUCHk
RULE_LENDS_TOO_LATEl
RULE_TAKES_BACK_TOO_MUCHm
\rRULE_IN_ROUNDx
RULE_ROUND_OVERy
RULE_OUTSIDE_ROUNDz
\fRULE_NO_TURN{
RULE_NOT_SHARED|
RULE_ROUND_TIMES}
RULE_ABOVE_COST
RULE_LENDS_PEOPLE
RULE_MATERIAL_SHARED"\bnw"\b~"\bÇ*
Unit
UNIT_UNSPECIFIED\0
\fUNIT_SECONDS
\rUNIT_CAPACITY

UNIT_COUNT

UNIT_BYTES

UNIT_CENTS

UNIT_TICKS*È
AlternativeKind 
ALTERNATIVE_KIND_UNSPECIFIED\0*
&ALTERNATIVE_KIND_SAME_RESOURCE_NEAREST#
ALTERNATIVE_KIND_EQUAL_RESOURCE
ALTERNATIVE_KIND_SHORTER$
 ALTERNATIVE_KIND_SPLIT_OVER_POOLbproto3`,[B,G]),Ii=P(K,3),Li=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.REQUEST_TOO_OLD=1]=`REQUEST_TOO_OLD`,e[e.REQUEST_AHEAD=2]=`REQUEST_AHEAD`,e[e.REQUEST_REUSED=3]=`REQUEST_REUSED`,e[e.UNKNOWN=4]=`UNKNOWN`,e[e.NOT_PERMITTED=5]=`NOT_PERMITTED`,e[e.BAD_INTERVAL=6]=`BAD_INTERVAL`,e[e.TOO_MANY=7]=`TOO_MANY`,e[e.STALE=8]=`STALE`,e[e.STATE_FORBIDS=9]=`STATE_FORBIDS`,e[e.NOTHING_TO_DO=10]=`NOTHING_TO_DO`,e[e.HANDLE_TAKEN=11]=`HANDLE_TAKEN`,e[e.IN_USE=12]=`IN_USE`,e[e.BAD_DEFINITION=13]=`BAD_DEFINITION`,e[e.BAD_RECURRENCE=14]=`BAD_RECURRENCE`,e[e.ENDLESS_SERIES=15]=`ENDLESS_SERIES`,e[e.NAMED_ALONE=16]=`NAMED_ALONE`,e[e.RETIRED=20]=`RETIRED`,e[e.OUTAGE=21]=`OUTAGE`,e[e.OVERLAP=22]=`OVERLAP`,e[e.IN_THE_PAST=23]=`IN_THE_PAST`,e[e.POOL_FULL=24]=`POOL_FULL`,e[e.NO_STAND_IN=25]=`NO_STAND_IN`,e[e.SKIPPED_TIME=26]=`SKIPPED_TIME`,e[e.TOO_FEW_PIECES=27]=`TOO_FEW_PIECES`,e[e.NOT_ALLOWED=40]=`NOT_ALLOWED`,e[e.CERTIFICATION=41]=`CERTIFICATION`,e[e.CLOSED=42]=`CLOSED`,e[e.OVERNIGHT=43]=`OVERNIGHT`,e[e.GRANULARITY=44]=`GRANULARITY`,e[e.TOO_SHORT=45]=`TOO_SHORT`,e[e.TOO_LONG=46]=`TOO_LONG`,e[e.LEAD_TIME=47]=`LEAD_TIME`,e[e.HORIZON=48]=`HORIZON`,e[e.GAP=49]=`GAP`,e[e.CHECK_IN_WINDOW=50]=`CHECK_IN_WINDOW`,e[e.NO_ROOM_TO_SHRINK=51]=`NO_ROOM_TO_SHRINK`,e[e.EMPTY_SERIES=52]=`EMPTY_SERIES`,e[e.NO_OVERRIDE_REASON=53]=`NO_OVERRIDE_REASON`,e[e.HOLD_TOO_LONG=54]=`HOLD_TOO_LONG`,e[e.NEEDS_APPROVAL=55]=`NEEDS_APPROVAL`,e[e.ANY_CERTIFICATION=56]=`ANY_CERTIFICATION`,e[e.MALFORMED=60]=`MALFORMED`,e[e.QUEUE_FULL=61]=`QUEUE_FULL`,e[e.DEADLINE_PASSED=62]=`DEADLINE_PASSED`,e[e.TOO_LARGE=63]=`TOO_LARGE`,e[e.NOT_IN_REPLAY_MODE=64]=`NOT_IN_REPLAY_MODE`,e[e.PIN_NEEDED=65]=`PIN_NEEDED`,e[e.PIN_WRONG=66]=`PIN_WRONG`,e[e.TOO_MANY_TRIES=67]=`TOO_MANY_TRIES`,e[e.NO_PIN=68]=`NO_PIN`,e[e.CODE_REFUSED=69]=`CODE_REFUSED`,e[e.QUOTA=100]=`QUOTA`,e[e.QUOTA_CONTRADICTS=101]=`QUOTA_CONTRADICTS`,e[e.QUOTA_LIMIT=102]=`QUOTA_LIMIT`,e[e.GUARANTEE_USED=103]=`GUARANTEE_USED`,e[e.RESERVED_FOR_GUARANTEES=104]=`RESERVED_FOR_GUARANTEES`,e[e.NO_SHARES=105]=`NO_SHARES`,e[e.CREDITS_USED=106]=`CREDITS_USED`,e[e.LENDS_TOO_MUCH=107]=`LENDS_TOO_MUCH`,e[e.LENDS_TOO_LATE=108]=`LENDS_TOO_LATE`,e[e.TAKES_BACK_TOO_MUCH=109]=`TAKES_BACK_TOO_MUCH`,e[e.IN_ROUND=120]=`IN_ROUND`,e[e.ROUND_OVER=121]=`ROUND_OVER`,e[e.OUTSIDE_ROUND=122]=`OUTSIDE_ROUND`,e[e.NO_TURN=123]=`NO_TURN`,e[e.NOT_SHARED=124]=`NOT_SHARED`,e[e.ROUND_TIMES=125]=`ROUND_TIMES`,e[e.ABOVE_COST=140]=`ABOVE_COST`,e[e.LENDS_PEOPLE=141]=`LENDS_PEOPLE`,e[e.MATERIAL_SHARED=142]=`MATERIAL_SHARED`,e}({}),Ri=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.SAME_RESOURCE_NEAREST=1]=`SAME_RESOURCE_NEAREST`,e[e.EQUAL_RESOURCE=2]=`EQUAL_RESOURCE`,e[e.SHORTER=3]=`SHORTER`,e[e.SPLIT_OVER_POOL=4]=`SPLIT_OVER_POOL`,e}({}),q=W(`
mutua/v1/booking.proto\bmutua.v1"%
Guests\r
names (	\f
more (\r"ü
\vBookingSpec
wants (\v2.mutua.v1.Want%
time (\v2.mutua.v1.AskedInterval
member (	\r
title (	 
guests (\v2.mutua.v1.Guests
\bmay_move (\bH\0"

hold_until\x07 (\v2.mutua.v1.When
\x07walk_up\b (\b\r
badge	 (	B\v
	_may_move"O

BookedPart
\bresource (	\r
units (\r\f
pool (	

substitute (\b"\b
\x07Booking
\x07booking (	#
parts (\v2.mutua.v1.BookedPart$
\binterval (\v2.mutua.v1.Interval%
state (2.mutua.v1.BookingState
\x07company (	
member (	
	booked_by\x07 (	\r
title\b (	 
guests	 (\v2.mutua.v1.Guests
\bmay_move
 (\b.

held_until\v (\v2.google.protobuf.Timestamp
\x07walk_up\f (\b
series\r (	

occurrence (\r\f
zone (	
\vlocal_start (	
	local_end (	
\x07shifted (\b\x1B
entered_local_start (	.

created_at (\v2.google.protobuf.Timestamp1
\rchecked_in_at (\v2.google.protobuf.Timestamp
\x07overrun (\b

overridden (\b\f
wish (	
edited (\b\f
etag (	
\bredacted\x1B (\b,
\bended_at (\v2.google.protobuf.Timestamp

end_reason (	
\binitials (	
price( (\v2.mutua.v1.Charge!
\x07charged) (\v2.mutua.v1.Charge#
	forfeited* (\v2.mutua.v1.Charge
\brefunded+ (\b
\x07grabbed, (\b"
\breturned- (\v2.mutua.v1.Charge(
overrun_charge. (\v2.mutua.v1.Charge1
\roverrun_until/ (\v2.google.protobuf.Timestamp
\bhindered0 (\bJ\b12"

Recurrence"
start (\v2.mutua.v1.CivilTime)
length (\v2.google.protobuf.Duration\r
rrule (	
\x07exdates (	
rdates (	"
SeriesOccurrence

occurrence (\r
\vlocal_start (	"
\x07booking (\v2.mutua.v1.Booking
\x07skipped (2.mutua.v1.Rule"
Series
series (	#
spec (\v2.mutua.v1.BookingSpec(

recurrence (\v2.mutua.v1.Recurrence"
mode (2.mutua.v1.SeriesMode/
\voccurrences (\v2.mutua.v1.SeriesOccurrence
\x07company (	
member\x07 (	\r
ended\b (\b\f
etag	 (	

split_from
 (	*¨
\fBookingState
BOOKING_STATE_UNSPECIFIED\0
BOOKING_STATE_HELD
BOOKING_STATE_PENDING\x1B
BOOKING_STATE_CONFIRMED
BOOKING_STATE_CHECKED_IN\x1B
BOOKING_STATE_COMPLETED\x1B
BOOKING_STATE_CANCELLED
BOOKING_STATE_NO_SHOW\x07\x1B
BOOKING_STATE_DISPLACED\b
BOOKING_STATE_EXPIRED	*|
\vSeriesScope
SERIES_SCOPE_UNSPECIFIED\0
SERIES_SCOPE_ONE#
SERIES_SCOPE_THIS_AND_FOLLOWING
SERIES_SCOPE_ALL*

SeriesMode\x1B
SERIES_MODE_UNSPECIFIED\0
SERIES_MODE_ALL_OR_NOTHING\x1B
SERIES_MODE_BEST_EFFORT\x1B
SERIES_MODE_SUBSTITUTESbproto3`,[V,B,G,K]),zi=P(q,1),Bi=P(q,3),Vi=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.HELD=1]=`HELD`,e[e.PENDING=2]=`PENDING`,e[e.CONFIRMED=3]=`CONFIRMED`,e[e.CHECKED_IN=4]=`CHECKED_IN`,e[e.COMPLETED=5]=`COMPLETED`,e[e.CANCELLED=6]=`CANCELLED`,e[e.NO_SHOW=7]=`NO_SHOW`,e[e.DISPLACED=8]=`DISPLACED`,e[e.EXPIRED=9]=`EXPIRED`,e}({}),Hi=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.ONE=1]=`ONE`,e[e.THIS_AND_FOLLOWING=2]=`THIS_AND_FOLLOWING`,e[e.ALL=3]=`ALL`,e}({}),Ui=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.ALL_OR_NOTHING=1]=`ALL_OR_NOTHING`,e[e.BEST_EFFORT=2]=`BEST_EFFORT`,e[e.SUBSTITUTES=3]=`SUBSTITUTES`,e}({}),Wi=W(`
mutua/v1/wishes.proto\bmutua.v1"¥
Wish\f
wish (	#
spec (\v2.mutua.v1.BookingSpec#
\x07windows (\v2.mutua.v1.Interval)
length (\v2.google.protobuf.Duration 
mode (2.mutua.v1.WishMode"
state (2.mutua.v1.WishState
\x07booking\x07 (	/
\voffer_until\b (\v2.google.protobuf.Timestamp
\x07company	 (	
member
 (	,
\bfiled_at\v (\v2.google.protobuf.Timestamp

instead_of\f (	/
\vvalid_until\r (\v2.google.protobuf.Timestamp"æ
FileWishRequest

request_id (	#
spec (\v2.mutua.v1.BookingSpec(
\x07windows (\v2.mutua.v1.AskedInterval)
length (\v2.google.protobuf.Duration 
mode (2.mutua.v1.WishMode#
\vvalid_until (\v2.mutua.v1.When"f
FileWishResponse
wish (\v2.mutua.v1.Wish"
\x07booking (\v2.mutua.v1.Booking
\bposition ("6
AcceptOfferRequest

request_id (	\f
wish (	"i
AcceptOfferResponse
wish (\v2.mutua.v1.Wish"
\x07booking (\v2.mutua.v1.Booking
\bposition ("7
DeclineOfferRequest

request_id (	\f
wish (	"F
DeclineOfferResponse
wish (\v2.mutua.v1.Wish
\bposition ("7
WithdrawWishRequest

request_id (	\f
wish (	"F
WithdrawWishResponse
wish (\v2.mutua.v1.Wish
\bposition ("4
GetWishRequest\f
wish (	
\fmin_position ("A
GetWishResponse
wish (\v2.mutua.v1.Wish
\bposition ("Å
ListWishesRequest
member (	
\x07company (	-
	resources (\v2.mutua.v1.ResourceSelector#
states (2.mutua.v1.WishState
	page_size (\r

page_token (	
\fmin_position\x07 ("_
ListWishesResponse
wishes (\v2.mutua.v1.Wish
next_page_token (	
\bposition (*V
\bWishMode
WISH_MODE_UNSPECIFIED\0
WISH_MODE_BOOK_AT_ONCE
WISH_MODE_OFFER*
	WishState
WISH_STATE_UNSPECIFIED\0
WISH_STATE_WAITING
WISH_STATE_OFFERED
WISH_STATE_MET
WISH_STATE_WITHDRAWN
WISH_STATE_EXPIRED2Å
\rWishesServiceA
\bFileWish.mutua.v1.FileWishRequest.mutua.v1.FileWishResponseJ
\vAcceptOffer.mutua.v1.AcceptOfferRequest.mutua.v1.AcceptOfferResponseM
\fDeclineOffer.mutua.v1.DeclineOfferRequest.mutua.v1.DeclineOfferResponseM
\fWithdrawWish.mutua.v1.WithdrawWishRequest.mutua.v1.WithdrawWishResponse>
\x07GetWish.mutua.v1.GetWishRequest.mutua.v1.GetWishResponseG

ListWishes\x1B.mutua.v1.ListWishesRequest.mutua.v1.ListWishesResponsebproto3`,[V,B,q,G]),Gi=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.BOOK_AT_ONCE=1]=`BOOK_AT_ONCE`,e[e.OFFER=2]=`OFFER`,e}({}),Ki=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.WAITING=1]=`WAITING`,e[e.OFFERED=2]=`OFFERED`,e[e.MET=3]=`MET`,e[e.WITHDRAWN=4]=`WITHDRAWN`,e[e.EXPIRED=5]=`EXPIRED`,e}({}),qi=z(Wi,0),J;(function(e){e[e.Canceled=1]=`Canceled`,e[e.Unknown=2]=`Unknown`,e[e.InvalidArgument=3]=`InvalidArgument`,e[e.DeadlineExceeded=4]=`DeadlineExceeded`,e[e.NotFound=5]=`NotFound`,e[e.AlreadyExists=6]=`AlreadyExists`,e[e.PermissionDenied=7]=`PermissionDenied`,e[e.ResourceExhausted=8]=`ResourceExhausted`,e[e.FailedPrecondition=9]=`FailedPrecondition`,e[e.Aborted=10]=`Aborted`,e[e.OutOfRange=11]=`OutOfRange`,e[e.Unimplemented=12]=`Unimplemented`,e[e.Internal=13]=`Internal`,e[e.Unavailable=14]=`Unavailable`,e[e.DataLoss=15]=`DataLoss`,e[e.Unauthenticated=16]=`Unauthenticated`})(J||={});function Ji(e){let t=J[e];return typeof t==`string`?t[0].toLowerCase()+t.substring(1).replace(/[A-Z]/g,e=>`_`+e.toLowerCase()):e.toString()}var Y=class e extends Error{constructor(e,t=J.Unknown,n,r,i){super(Yi(e,t)),this.name=`ConnectError`,Object.setPrototypeOf(this,new.target.prototype),this.rawMessage=e,this.code=t,this.metadata=new Headers(n??{}),this.details=r??[],this.cause=i}static from(t,n=J.Unknown){return t instanceof e?t:t instanceof Error?t.name==`AbortError`||t.name==`TimeoutError`?new e(t.message,J.Canceled):new e(t.message,n,void 0,void 0,t):new e(String(t),n,void 0,void 0,t)}static[Symbol.hasInstance](t){return t instanceof Error?Object.getPrototypeOf(t)===e.prototype||t.name===`ConnectError`&&`code`in t&&typeof t.code==`number`&&`metadata`in t&&`details`in t&&Array.isArray(t.details)&&`rawMessage`in t&&typeof t.rawMessage==`string`&&`cause`in t:!1}findDetails(e){let t=e.kind===`message`?{getMessage:t=>t===e.typeName?e:void 0}:e,n=[];for(let e of this.details){if(`desc`in e){t.getMessage(e.desc.typeName)&&n.push(j(e.desc,e.value));continue}let r=t.getMessage(e.type);if(r)try{n.push(I(r,e.value))}catch{}}return n}};function Yi(e,t){return e.length?`[${Ji(t)}] ${e}`:`[${Ji(t)}]`}function Xi(e,t,n){try{let r=dt(e);return t?I(t,r,n):r}catch(e){throw Y.from(e,J.DataLoss)}}function Zi(e,t){let n={};for(let r of e.methods){let e=t(r);e!=null&&(n[r.localName]=e)}return n}function Qi(e,t,n=!1){if(t>e){let r=`message size is larger than configured readMaxBytes ${e}`;throw n&&(r=`message size ${t} is larger than configured readMaxBytes ${e}`),new Y(r,J.ResourceExhausted)}}function $i(e){return new ea(e)}var ea=class{constructor(e){this.readMaxBytes=e,this.header=new Uint8Array(5),this.headerView=new DataView(this.header.buffer),this.buf=[]}get byteLength(){return this.buf.reduce((e,t)=>e+t.byteLength,0)}decode(e){this.buf.push(e);let t=[];for(;;){let e=this.pop();if(!e)break;t.push(e)}return t}pop(){if(!(!this.env&&(this.env=this.head(),!this.env))&&this.cons(this.env.data)){let e=this.env;return this.env=void 0,e}}head(){if(!this.cons(this.header))return;let e=this.headerView.getUint8(0),t=this.headerView.getUint32(1);return Qi(this.readMaxBytes,t,!0),{flags:e,data:new Uint8Array(t)}}cons(e){let t=e.byteLength;if(this.byteLength<t)return!1;let n=0;for(;n<t;){let r=this.buf.shift();r.byteLength>t-n?(e.set(r.subarray(0,t-n),n),this.buf.unshift(r.subarray(t-n)),n+=t-n):(e.set(r,n),n+=r.byteLength)}return!0}};function ta(e){let t,n=$i(4294967295);return new ReadableStream({start(){t=e.getReader()},async pull(e){let r=!1;for(;!r;){let i=await t.read();if(i.done)n.byteLength>0&&e.error(new Y(`protocol error: incomplete envelope`,J.InvalidArgument)),e.close();else for(let t of n.decode(i.value))e.enqueue(t),r=!0}}})}function na(e,t){let n=new Uint8Array(t.length+5);n.set(t,5);let r=new DataView(n.buffer,n.byteOffset,n.byteLength);return r.setUint8(0,e),r.setUint32(1,t.length),n}var ra=function(e){if(!Symbol.asyncIterator)throw TypeError(`Symbol.asyncIterator is not defined.`);var t=e[Symbol.asyncIterator],n;return t?t.call(e):(e=typeof __values==`function`?__values(e):e[Symbol.iterator](),n={},r(`next`),r(`throw`),r(`return`),n[Symbol.asyncIterator]=function(){return this},n);function r(t){n[t]=e[t]&&function(n){return new Promise(function(r,a){n=e[t](n),i(r,a,n.done,n.value)})}}function i(e,t,n,r){Promise.resolve(r).then(function(t){e({value:t,done:n})},t)}},ia=function(e){return this instanceof ia?(this.v=e,this):new ia(e)},aa=function(e,t,n){if(!Symbol.asyncIterator)throw TypeError(`Symbol.asyncIterator is not defined.`);var r=n.apply(e,t||[]),i,a=[];return i=Object.create((typeof AsyncIterator==`function`?AsyncIterator:Object).prototype),s(`next`),s(`throw`),s(`return`,o),i[Symbol.asyncIterator]=function(){return this},i;function o(e){return function(t){return Promise.resolve(t).then(e,d)}}function s(e,t){r[e]&&(i[e]=function(t){return new Promise(function(n,r){a.push([e,t,n,r])>1||c(e,t)})},t&&(i[e]=t(i[e])))}function c(e,t){try{l(r[e](t))}catch(e){f(a[0][3],e)}}function l(e){e.value instanceof ia?Promise.resolve(e.value.v).then(u,d):f(a[0][2],e)}function u(e){c(`next`,e)}function d(e){c(`throw`,e)}function f(e,t){e(t),a.shift(),a.length&&c(a[0][0],a[0][1])}},oa=function(e){var t={},n;return r(`next`),r(`throw`,function(e){throw e}),r(`return`),t[Symbol.iterator]=function(){return this},t;function r(r,i){t[r]=e[r]?function(t){return(n=!n)?{value:ia(e[r](t)),done:!1}:i?i(t):t}:i}};function sa(e){return aa(this,arguments,function*(){yield ia(yield*oa(ra(e)))})}var ca=function(e){if(!Symbol.asyncIterator)throw TypeError(`Symbol.asyncIterator is not defined.`);var t=e[Symbol.asyncIterator],n;return t?t.call(e):(e=typeof __values==`function`?__values(e):e[Symbol.iterator](),n={},r(`next`),r(`throw`),r(`return`),n[Symbol.asyncIterator]=function(){return this},n);function r(t){n[t]=e[t]&&function(n){return new Promise(function(r,a){n=e[t](n),i(r,a,n.done,n.value)})}}function i(e,t,n,r){Promise.resolve(r).then(function(t){e({value:t,done:n})},t)}},X=function(e){return this instanceof X?(this.v=e,this):new X(e)},la=function(e){var t={},n;return r(`next`),r(`throw`,function(e){throw e}),r(`return`),t[Symbol.iterator]=function(){return this},t;function r(r,i){t[r]=e[r]?function(t){return(n=!n)?{value:X(e[r](t)),done:!1}:i?i(t):t}:i}},ua=function(e,t,n){if(!Symbol.asyncIterator)throw TypeError(`Symbol.asyncIterator is not defined.`);var r=n.apply(e,t||[]),i,a=[];return i=Object.create((typeof AsyncIterator==`function`?AsyncIterator:Object).prototype),s(`next`),s(`throw`),s(`return`,o),i[Symbol.asyncIterator]=function(){return this},i;function o(e){return function(t){return Promise.resolve(t).then(e,d)}}function s(e,t){r[e]&&(i[e]=function(t){return new Promise(function(n,r){a.push([e,t,n,r])>1||c(e,t)})},t&&(i[e]=t(i[e])))}function c(e,t){try{l(r[e](t))}catch(e){f(a[0][3],e)}}function l(e){e.value instanceof X?Promise.resolve(e.value.v).then(u,d):f(a[0][2],e)}function u(e){c(`next`,e)}function d(e){c(`throw`,e)}function f(e,t){e(t),a.shift(),a.length&&c(a[0][0],a[0][1])}};function da(e,t){return Zi(e,e=>{switch(e.methodKind){case`unary`:return fa(t,e);case`server_streaming`:return pa(t,e);case`client_streaming`:return ma(t,e);case`bidi_streaming`:return ha(t,e);default:return null}})}function fa(e,t){return async(n,r)=>{var i,a;let o=await e.unary(t,r?.signal,r?.timeoutMs,r?.headers,n,r?.contextValues);return(i=r?.onHeader)==null||i.call(r,o.header),(a=r?.onTrailer)==null||a.call(r,o.trailer),o.message}}function pa(e,t){return(n,r)=>ga(e.stream(t,r?.signal,r?.timeoutMs,r?.headers,sa([n]),r?.contextValues),r)}function ma(e,t){return async(n,r)=>{var i,a,o,s,c,l;let u=await e.stream(t,r?.signal,r?.timeoutMs,r?.headers,n,r?.contextValues);(c=r?.onHeader)==null||c.call(r,u.header);let d,f=0;try{for(var p=!0,m=ca(u.message),ee;ee=await m.next(),i=ee.done,!i;p=!0)s=ee.value,p=!1,d=s,f++}catch(e){a={error:e}}finally{try{!p&&!i&&(o=m.return)&&await o.call(m)}finally{if(a)throw a.error}}if(!d)throw new Y(`protocol error: missing response message`,J.Unimplemented);if(f>1)throw new Y(`protocol error: received extra messages for client streaming method`,J.Unimplemented);return(l=r?.onTrailer)==null||l.call(r,u.trailer),d}}function ha(e,t){return(n,r)=>ga(e.stream(t,r?.signal,r?.timeoutMs,r?.headers,n,r?.contextValues),r)}function ga(e,t){let n=(function(){return ua(this,arguments,function*(){var n,r;let i=yield X(e);(n=t?.onHeader)==null||n.call(t,i.header),yield X(yield*la(ca(i.message))),(r=t?.onTrailer)==null||r.call(t,i.trailer)})})()[Symbol.asyncIterator]();return{[Symbol.asyncIterator]:()=>({next:()=>n.next()})}}function _a(...e){let t=new AbortController,n=e.filter(e=>e!==void 0).concat(t.signal);for(let e of n){if(e.aborted){r.apply(e);break}e.addEventListener(`abort`,r)}function r(){t.signal.aborted||t.abort(ya(this));for(let e of n)e.removeEventListener(`abort`,r)}return t}function va(e){let t=new AbortController,n=()=>{t.abort(new Y(`the operation timed out`,J.DeadlineExceeded))},r;return e!==void 0&&(e<=0?n():r=setTimeout(n,e)),{signal:t.signal,cleanup:()=>clearTimeout(r)}}function ya(e){if(!e.aborted)return;if(e.reason!==void 0)return e.reason;let t=Error(`This operation was aborted`);return t.name=`AbortError`,t}function ba(){return{get(e){return e.id in this?this[e.id]:e.defaultValue},set(e,t){return this[e.id]=t,this},delete(e){return delete this[e.id],this}}}function xa(e){let t=new Headers,n=new TextDecoder().decode(e).split(`\r
`);for(let e of n){if(e===``)continue;let n=e.indexOf(`:`);if(n>0){let r=e.substring(0,n).trim(),i=e.substring(n+1).trim();t.append(r,i)}}return t}var Sa=`Content-Type`,Ca=`Grpc-Timeout`,wa=`Grpc-Status`,Ta=`Grpc-Status-Details-Bin`,Ea=`User-Agent`,Da=`X-User-Agent`,Oa=`X-Grpc-Web`,ka=`application/grpc-web+proto`,Aa=`application/grpc-web+json`,ja=P(R(`CgxzdGF0dXMucHJvdG8SCmdvb2dsZS5ycGMiTgoGU3RhdHVzEgwKBGNvZGUYASABKAUSDwoHbWVzc2FnZRgCIAEoCRIlCgdkZXRhaWxzGAMgAygLMhQuZ29vZ2xlLnByb3RvYnVmLkFueUJeCg5jb20uZ29vZ2xlLnJwY0ILU3RhdHVzUHJvdG9QAVo3Z29vZ2xlLmdvbGFuZy5vcmcvZ2VucHJvdG8vZ29vZ2xlYXBpcy9ycGMvc3RhdHVzO3N0YXR1c6ICA1JQQ2IGcHJvdG8z`,[gr]),0);function Ma(e){let t=e.get(Ta);if(t!=null){let n=Xi(t,ja);if(n.code==0)return;let r=new Y(n.message,n.code,e);return r.details=n.details.map(e=>({type:e.typeUrl.substring(e.typeUrl.lastIndexOf(`/`)+1),value:e.value})),r}let n=e.get(wa);if(n!=null){if(n===`0`)return;let t=parseInt(n,10);return t in J?new Y(decodeURIComponent(e.get(`Grpc-Message`)??``),t,e):new Y(`invalid grpc-status: ${n}`,J.Internal,e)}}function Na(e,t){return e.toString().replace(/\/?$/,`/${t.parent.typeName}/${t.name}`)}function Pa(e,t){return j(e,t)}function Fa(e,t){function n(t){return t.done===!0?t:{done:t.done,value:Pa(e,t.value)}}return{[Symbol.asyncIterator](){let e=t[Symbol.asyncIterator](),r={next:()=>e.next().then(n)};return e.throw!==void 0&&(r.throw=t=>e.throw(t).then(n)),e.return!==void 0&&(r.return=t=>e.return(t).then(n)),r}}}function Ia(e,t){if(!t)return e;for(let n of t.concat().reverse())e=n(e);return e}function La(e){let t=Object.assign({},e);return t.ignoreUnknownFields??=!0,t}function Ra(e,t,n,r){let i=t?za(e.input,r):Ba(e.input,n);return{parse:(t?za(e.output,r):Ba(e.output,n)).parse,serialize:i.serialize}}function za(e,t){return{parse(n){try{return I(e,n,t)}catch(e){throw new Y(`parse binary: ${e instanceof Error?e.message:String(e)}`,J.Internal)}},serialize(n){try{return En(e,n,t)}catch(e){throw new Y(`serialize binary: ${e instanceof Error?e.message:String(e)}`,J.Internal)}}}}function Ba(e,t){let n=t?.textEncoder??new TextEncoder,r=t?.textDecoder??new TextDecoder,i=La(t);return{parse(t){try{return ti(e,r.decode(t),i)}catch(e){throw Y.from(e,J.InvalidArgument)}},serialize(t){try{let r=zr(e,t,i);return n.encode(r)}catch(e){throw Y.from(e,J.Internal)}}}}function Va(e){let t=Ia(e.next,e.interceptors),[n,r,i]=Ua(e);return t(Object.assign(Object.assign({},e.req),{message:Pa(e.req.method.input,e.req.message),signal:n})).then(e=>(i(),e),r)}function Ha(e){let t=Ia(e.next,e.interceptors),[n,r,i]=Ua(e),a=Object.assign(Object.assign({},e.req),{message:Fa(e.req.method.input,e.req.message),signal:n}),o=!1;return n.addEventListener(`abort`,function(){var t,n;let r=e.req.message[Symbol.asyncIterator]();o||(t=r.throw)==null||t.call(r,this.reason).catch(()=>{}),(n=r.return)==null||n.call(r).catch(()=>{})}),t(a).then(e=>Object.assign(Object.assign({},e),{message:{[Symbol.asyncIterator](){let t=e.message[Symbol.asyncIterator]();return{next(){return t.next().then(e=>(e.done==1&&(o=!0,i()),e),r)}}}}}),r)}function Ua(e){let{signal:t,cleanup:n}=va(e.timeoutMs),r=_a(e.signal,t);return[r.signal,function(e){let t=r.signal.aborted?Y.from(ya(r.signal),J.Canceled):Y.from(e);return r.abort(t),n(),Promise.reject(t)},function(){n(),r.abort()}]}var Wa=P(W(`
google/rpc/error_details.proto
google.rpc";
	RetryInfo.
\vretry_delay (\v2.google.protobuf.Duration"2
	DebugInfo
\rstack_entries (	
detail (	"y
\fQuotaFailure6

violations (\v2".google.rpc.QuotaFailure.Violation1
	Violation
\x07subject (	
\vdescription (	"
	ErrorInfo
reason (	
domain (	5
\bmetadata (\v2#.google.rpc.ErrorInfo.MetadataEntry/
\rMetadataEntry\v
key (	\r
value (	:8"
PreconditionFailure=

violations (\v2).google.rpc.PreconditionFailure.Violation?
	Violation\f
type (	
\x07subject (	
\vdescription (	"

BadRequest?
field_violations (\v2%.google.rpc.BadRequest.FieldViolation4
FieldViolation\r
field (	
\vdescription (	"7
\vRequestInfo

request_id (	
\fserving_data (	"\`
\fResourceInfo
\rresource_type (	
\rresource_name (	\r
owner (	
\vdescription (	"V
Help$
links (\v2.google.rpc.Help.Link(
Link
\vdescription (	\v
url (	"3
LocalizedMessage
locale (	
\x07message (	B0
com.google.rpcBErrorDetailsProtoPZrpc¢RPCbproto3`,[V]),3),Z=W(`
mutua/v1/directory.proto\bmutua.v1"t
\x07Company
\x07company (	
\fdisplay_name (	#
kind (2.mutua.v1.CompanyKind
\x07retired (\b\f
etag (	"©
Member
member (	
\fdisplay_name (	
\x07company (	
\blanguage (	3
certifications (\v2\x1B.mutua.v1.HeldCertification
\x07retired (\b\f
etag\x07 (	
\x07has_pin\b (\b
role	 (2.mutua.v1.Role(
\bpassword
 (2.mutua.v1.PasswordKind)
\vquiet_hours\v (\v2.mutua.v1.QuietHours")

QuietHours\f
from (	\r
until (	"
HeldCertification
\rcertification (	.

valid_from (\v2.google.protobuf.Timestamp/
\vvalid_until (\v2.google.protobuf.Timestamp"N
CreateCompanyRequest

request_id (	"
\x07company (\v2.mutua.v1.Company"M
CreateCompanyResponse"
\x07company (\v2.mutua.v1.Company
\bposition (":
GetCompanyRequest
\x07company (	
\fmin_position ("J
GetCompanyResponse"
\x07company (\v2.mutua.v1.Company
\bposition ("l
ListCompaniesRequest
include_retired (\b
	page_size (\r

page_token (	
\fmin_position ("h
ListCompaniesResponse$
	companies (\v2.mutua.v1.Company
next_page_token (	
\bposition ("
UpdateCompanyRequest

request_id (	"
\x07company (\v2.mutua.v1.Company/
\vupdate_mask (\v2.google.protobuf.FieldMask"M
UpdateCompanyResponse"
\x07company (\v2.mutua.v1.Company
\bposition ("I
DeleteCompanyRequest

request_id (	
\x07company (	\f
etag (	")
DeleteCompanyResponse
\bposition ("K
CreateMemberRequest

request_id (	 
member (\v2.mutua.v1.Member"J
CreateMemberResponse 
member (\v2.mutua.v1.Member
\bposition ("8
GetMemberRequest
member (	
\fmin_position ("G
GetMemberResponse 
member (\v2.mutua.v1.Member
\bposition ("{
ListMembersRequest
\x07company (	
include_retired (\b
	page_size (\r

page_token (	
\fmin_position ("c
ListMembersResponse!
\x07members (\v2.mutua.v1.Member
next_page_token (	
\bposition ("|
UpdateMemberRequest

request_id (	 
member (\v2.mutua.v1.Member/
\vupdate_mask (\v2.google.protobuf.FieldMask"J
UpdateMemberResponse 
member (\v2.mutua.v1.Member
\bposition ("e
SetQuietHoursRequest

request_id (	
member (	)
\vquiet_hours (\v2.mutua.v1.QuietHours"K
SetQuietHoursResponse 
member (\v2.mutua.v1.Member
\bposition ("G
DeleteMemberRequest

request_id (	
member (	\f
etag (	"(
DeleteMemberResponse
\bposition ("F
EraseMemberRequest

request_id (	
member (	\f
etag (	"W
EraseMemberResponse
\bposition (
badges (\r
tokens (\r
wishes (\r"
GrantCertificationRequest

request_id (	
member (	
\rcertification (	"

valid_from (\v2.mutua.v1.When#
\vvalid_until (\v2.mutua.v1.When"P
GrantCertificationResponse 
member (\v2.mutua.v1.Member
\bposition ("v
RevokeCertificationRequest

request_id (	
member (	
\rcertification (	
as_of (\v2.mutua.v1.When"Q
\x1BRevokeCertificationResponse 
member (\v2.mutua.v1.Member
\bposition ("I
RegisterBadgeRequest

request_id (	
member (	\r
badge (	"4
Badge

id (	
member (	
\x07revoked (\b"I
RegisterBadgeResponse
badge (\v2.mutua.v1.Badge
\bposition ("4
RevokeBadgeRequest

request_id (	

id (	"'
RevokeBadgeResponse
\bposition ("\`
ListBadgesRequest
member (	
	page_size (\r

page_token (	
\fmin_position ("\`
ListBadgesResponse
badges (\v2.mutua.v1.Badge
next_page_token (	
\bposition ("5
WoundUpAccount\f
pool (	
\rbalance_ticks ("­
	WindingUp 
ended (\v2.mutua.v1.Booking&
\vhanded_over (\v2.mutua.v1.Booking
series (\r
wishes (\r
\x07members (\r
badges (\r
tokens\x07 (\r\r
pools\b (	+
\breleased	 (\v2.google.protobuf.Duration*
\baccounts
 (\v2.mutua.v1.WoundUpAccount
quotas\v (\r\r
lists\f (\r"_
WindUpCompanyRequest

request_id (	
\x07company (	
\fhand_over_to (	\f
etag (	"L
WindUpCompanyResponse!
done (\v2.mutua.v1.WindingUp
\bposition ("V
PreviewWindingUpRequest
\x07company (	
\fhand_over_to (	
\fmin_position ("P
PreviewWindingUpResponse"
would (\v2.mutua.v1.WindingUp
\bposition ("p
MoveMemberRequest

request_id (	
member (	

to_company (	\f
etag (	
\rwith_bookings (\b"H
MoveMemberResponse 
member (\v2.mutua.v1.Member
\bposition ("(
GetCallerRequest
\fmin_position ("«
GetCallerResponse
role (2.mutua.v1.Role 
member (\v2.mutua.v1.Member\r
token (	'
now (\v2.google.protobuf.Timestamp
\bposition (\f
site (	*d
\vCompanyKind
COMPANY_KIND_UNSPECIFIED\0
COMPANY_KIND_EMPLOYER
COMPANY_KIND_INDEPENDENT*\`
\fPasswordKind
PASSWORD_KIND_UNSPECIFIED\0
PASSWORD_KIND_ONE_TIME
PASSWORD_KIND_OWN*
Role
ROLE_UNSPECIFIED\0
\vROLE_MEMBER
\fROLE_MANAGER

ROLE_KIOSK
\fROLE_SERVICE
ROLE_COMPANY_MANAGER"\b2¨\r
DirectoryServiceP
\rCreateCompany.mutua.v1.CreateCompanyRequest.mutua.v1.CreateCompanyResponseG

GetCompany\x1B.mutua.v1.GetCompanyRequest.mutua.v1.GetCompanyResponseP
\rListCompanies.mutua.v1.ListCompaniesRequest.mutua.v1.ListCompaniesResponseP
\rUpdateCompany.mutua.v1.UpdateCompanyRequest.mutua.v1.UpdateCompanyResponseP
\rDeleteCompany.mutua.v1.DeleteCompanyRequest.mutua.v1.DeleteCompanyResponseM
\fCreateMember.mutua.v1.CreateMemberRequest.mutua.v1.CreateMemberResponseD
	GetMember.mutua.v1.GetMemberRequest\x1B.mutua.v1.GetMemberResponseJ
\vListMembers.mutua.v1.ListMembersRequest.mutua.v1.ListMembersResponseM
\fUpdateMember.mutua.v1.UpdateMemberRequest.mutua.v1.UpdateMemberResponseP
\rSetQuietHours.mutua.v1.SetQuietHoursRequest.mutua.v1.SetQuietHoursResponseM
\fDeleteMember.mutua.v1.DeleteMemberRequest.mutua.v1.DeleteMemberResponseJ
\vEraseMember.mutua.v1.EraseMemberRequest.mutua.v1.EraseMemberResponse_
GrantCertification#.mutua.v1.GrantCertificationRequest$.mutua.v1.GrantCertificationResponseb
RevokeCertification$.mutua.v1.RevokeCertificationRequest%.mutua.v1.RevokeCertificationResponseP
\rRegisterBadge.mutua.v1.RegisterBadgeRequest.mutua.v1.RegisterBadgeResponseJ
\vRevokeBadge.mutua.v1.RevokeBadgeRequest.mutua.v1.RevokeBadgeResponseG

ListBadges\x1B.mutua.v1.ListBadgesRequest.mutua.v1.ListBadgesResponseG

MoveMember\x1B.mutua.v1.MoveMemberRequest.mutua.v1.MoveMemberResponseP
\rWindUpCompany.mutua.v1.WindUpCompanyRequest.mutua.v1.WindUpCompanyResponseY
PreviewWindingUp!.mutua.v1.PreviewWindingUpRequest".mutua.v1.PreviewWindingUpResponseD
	GetCaller.mutua.v1.GetCallerRequest\x1B.mutua.v1.GetCallerResponsebproto3`,[Cr,V,B,q,G]),Ga=P(Z,0),Ka=P(Z,1),qa=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.EMPLOYER=1]=`EMPLOYER`,e[e.INDEPENDENT=2]=`INDEPENDENT`,e}({}),Ja=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.ONE_TIME=1]=`ONE_TIME`,e[e.OWN=2]=`OWN`,e}({}),Ya=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.MEMBER=1]=`MEMBER`,e[e.MANAGER=2]=`MANAGER`,e[e.KIOSK=3]=`KIOSK`,e[e.SERVICE=4]=`SERVICE`,e[e.COMPANY_MANAGER=6]=`COMPANY_MANAGER`,e}({}),Xa=z(Z,0),Q=W(`
mutua/v1/place.proto\bmutua.v1"*
	OpenRange\r
opens (	
closes (	"R
\bOpenDays!
days (2.mutua.v1.DayOfWeek#
ranges (\v2.mutua.v1.OpenRange"X
\fDayException
	first_day (	
\blast_day (	#
ranges (\v2.mutua.v1.OpenRange"\\
\fOpeningHours 
week (\v2.mutua.v1.OpenDays*

exceptions (\v2.mutua.v1.DayException"3
CertificationNeed
all_of (	
any_of (	"@

WhoMayBook
	companies (	
\x07members (	
others (\r"Ô
Rules%
hours (\v2.mutua.v1.OpeningHours.
\vgranularity (\v2.google.protobuf.Duration+
\bshortest (\v2.google.protobuf.Duration*
\x07longest (\v2.google.protobuf.Duration'
lead (\v2.google.protobuf.Duration*
\x07horizon (\v2.google.protobuf.Duration&
gap\x07 (\v2.google.protobuf.Duration(
setup\b (\v2.google.protobuf.Duration*
\x07cleanup	 (\v2.google.protobuf.Duration3
certifications
 (\v2\x1B.mutua.v1.CertificationNeed\x1B
needs_approval\v (\bH\0!
who\f (\v2.mutua.v1.WhoMayBook!
unattended_overnight\r (\bH2
check_in_before (\v2.google.protobuf.Duration1
check_in_after (\v2.google.protobuf.Duration
	check_out (\bH\x1B
cents_per_hour (H
tariff (H'

peak_hours (\v2.mutua.v1.PeakHoursB
_needs_approvalB
_unattended_overnightB\f

_check_outB
_cents_per_hourB	
\x07_tariff"S
	PeakHours 
peak (\v2.mutua.v1.OpenDays$
\boff_peak (\v2.mutua.v1.OpenDays"Ò
Site\f
site (	
\fdisplay_name (	\f
zone (	%
hours (\v2.mutua.v1.OpeningHours
\x07retired (\b\f
etag (	+
\fkiosk_people\x07 (2.mutua.v1.KioskPeople%
	kiosk_pin\b (2.mutua.v1.KioskPin"Q
	PoolShare
\x07company (	\f
base (\r
\ffunded_cents (
\x07donated (\r"Å
Pool\f
pool (	
\fdisplay_name (	
\bstand_in (\b
rules (\v2.mutua.v1.Rules$
policy (2.mutua.v1.PoolPolicy
\x07retired (\b\f
etag\x07 (	#
shares (\v2.mutua.v1.PoolShare+
\fshare_period (2.mutua.v1.SharePeriod
\rcents_a_share (-
\rexplain_names (2.mutua.v1.ExplainNamesJ\bJ\b("a
	LentTerms
\x07company (	\x1B
cost_cents_per_hour (
credits_per_hour (\f
pool (	"®
\bResource
\bresource (	
\fdisplay_name (	$
kind (2.mutua.v1.ResourceKind\f
pool (	\f
site (	
\bcapacity (\r
rules\x07 (\v2.mutua.v1.Rules(
effective_rules\b (\v2.mutua.v1.Rules
\x07retired	 (\b\f
etag
 (	\v
way\v (	!
lent\f (\v2.mutua.v1.LentTerms\r
taken\r (\r"h
\rCertification
\rcertification (	
\fdisplay_name (	
\x07retired (\b\v
ask (	\f
etag (	"Ì
Outage
outage (	
\bresource (	H\0
pool (	H\0
site (	H\0$
\binterval (\v2.mutua.v1.Interval"
kind (2.mutua.v1.OutageKind
reason\x07 (	
lifted\b (\b\f
etag	 (	B
what"Ö
Fault\r
fault (	
\bresource (	
\vdescription (	
\vreported_by (	/
\vreported_at (\v2.google.protobuf.Timestamp
\bresolved (\b
outage\x07 (	/
\vresolved_at\b (\v2.google.protobuf.Timestamp*Ø
	DayOfWeek\x1B
DAY_OF_WEEK_UNSPECIFIED\0
DAY_OF_WEEK_MONDAY
DAY_OF_WEEK_TUESDAY
DAY_OF_WEEK_WEDNESDAY
DAY_OF_WEEK_THURSDAY
DAY_OF_WEEK_FRIDAY
DAY_OF_WEEK_SATURDAY
DAY_OF_WEEK_SUNDAY\x07*\`
\vKioskPeople
KIOSK_PEOPLE_UNSPECIFIED\0
KIOSK_PEOPLE_NOTHING
KIOSK_PEOPLE_INITIALS*l
\bKioskPin
KIOSK_PIN_UNSPECIFIED\0
KIOSK_PIN_NEVER
KIOSK_PIN_WHEN_CHARGED
KIOSK_PIN_ALWAYS*{

PoolPolicy\x1B
POOL_POLICY_UNSPECIFIED\0
POOL_POLICY_FIRST_COME
POOL_POLICY_FAIR_SHARE"\b*POOL_POLICY_ROUNDS*Z
\vSharePeriod
SHARE_PERIOD_UNSPECIFIED\0
SHARE_PERIOD_WEEK
SHARE_PERIOD_MONTH*c
\fExplainNames
EXPLAIN_NAMES_UNSPECIFIED\0\x1B
EXPLAIN_NAMES_ANONYMOUS
EXPLAIN_NAMES_NAMED*v

OutageKind\x1B
OUTAGE_KIND_UNSPECIFIED\0\x1B
OUTAGE_KIND_MAINTENANCE
OUTAGE_KIND_FAULT
OUTAGE_KIND_CLOSUREbproto3`,[V,B,G]),Za=P(Q,6),Qa=P(Q,8),$a=P(Q,10),eo=P(Q,12),to=P(Q,13),no=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.NOTHING=1]=`NOTHING`,e[e.INITIALS=2]=`INITIALS`,e}({}),ro=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.FIRST_COME=1]=`FIRST_COME`,e[e.FAIR_SHARE=2]=`FAIR_SHARE`,e}({}),io=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.WEEK=2]=`WEEK`,e[e.MONTH=3]=`MONTH`,e}({}),ao=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.ANONYMOUS=1]=`ANONYMOUS`,e[e.NAMED=2]=`NAMED`,e}({}),oo=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.MAINTENANCE=1]=`MAINTENANCE`,e[e.FAULT=2]=`FAULT`,e[e.CLOSURE=3]=`CLOSURE`,e}({}),so=W(`
mutua/v1/rounds.proto\bmutua.v1"O
	RoundPart
want (\v2.mutua.v1.Want$
\binterval (\v2.mutua.v1.Interval"6
RoundAlternative"
parts (\v2.mutua.v1.RoundPart"?
\vRoundBundle0
\falternatives (\v2.mutua.v1.RoundAlternative"¢
	RoundList
\x07company (	
member (	
\bfiled_by (	,
\bfiled_at (\v2.google.protobuf.Timestamp\f
etag (	&
\x07bundles (\v2.mutua.v1.RoundBundle"
\vRoundResult!
fate (2.mutua.v1.RoundFate
\valternative (\r
\btaken_by (\r
\bbookings (	 
reason (\v2.mutua.v1.Reason
\bsentence (	"Ê
	RoundTurn\f
turn (\r
\x07company (	
under_guarantee (\b
\vusage_ticks (\r
share (\f
draw (	&
cap\x07 (\v2.google.protobuf.Duration(
taken\b (\v2.google.protobuf.Duration!
list	 (\v2.mutua.v1.RoundList&
\x07results
 (\v2.mutua.v1.RoundResult
\bsentence\v (	\r
token\r (\b
\rcredits_ticks\f ("û
Round\r
round (	\f
pool (	#
state (2.mutua.v1.RoundState#
\x07windows (\v2.mutua.v1.Interval-
	opened_at (\v2.google.protobuf.Timestamp-
	closes_at (\v2.google.protobuf.Timestamp,
\bended_at\x07 (\v2.google.protobuf.Timestamp
	companies\b (\r'
open	 (\v2.google.protobuf.Duration"
turns
 (\v2.mutua.v1.RoundTurn\f
seed\v (	
	seed_hash\f (	"0
RoundDiscrepancy\f
turn (\r
bundle (\r"U
AskedRoundPart
want (\v2.mutua.v1.Want%
time (\v2.mutua.v1.AskedInterval"@
AskedRoundAlternative'
parts (\v2.mutua.v1.AskedRoundPart"I
AskedRoundBundle5
\falternatives (\v2.mutua.v1.AskedRoundAlternative"
OpenRoundRequest

request_id (	\f
pool (	(
\x07windows (\v2.mutua.v1.AskedInterval!
	closes_at (\v2.mutua.v1.When"E
OpenRoundResponse
round (\v2.mutua.v1.Round
\bposition ("
FileListRequest

request_id (	\r
round (	
member (	+
\x07bundles (\v2.mutua.v1.AskedRoundBundle\f
etag (	"D
FileListResponse
round (\v2.mutua.v1.Round
\bposition ("6
CloseRoundRequest

request_id (	\r
round (	"F
CloseRoundResponse
round (\v2.mutua.v1.Round
\bposition ("7
CancelRoundRequest

request_id (	\r
round (	"G
CancelRoundResponse
round (\v2.mutua.v1.Round
\bposition ("F
GetRoundRequest\r
round (	
\fmin_position (
replay (\b"w
GetRoundResponse
round (\v2.mutua.v1.Round
\bposition (1
\rdiscrepancies (\v2.mutua.v1.RoundDiscrepancy"]
ListRoundsRequest\f
pool (	$
states (2.mutua.v1.RoundState
\fmin_position ("G
ListRoundsResponse
rounds (\v2.mutua.v1.Round
\bposition (*u

RoundState\x1B
ROUND_STATE_UNSPECIFIED\0
ROUND_STATE_OPEN
ROUND_STATE_PUBLISHED
ROUND_STATE_CANCELLED*
	RoundFate
ROUND_FATE_UNSPECIFIED\0
ROUND_FATE_TAKEN\x1B
ROUND_FATE_TAKEN_BEFORE
ROUND_FATE_OVER_CAP
ROUND_FATE_REFUSED2¹
\rRoundsServiceD
	OpenRound.mutua.v1.OpenRoundRequest\x1B.mutua.v1.OpenRoundResponseA
\bFileList.mutua.v1.FileListRequest.mutua.v1.FileListResponseG

CloseRound\x1B.mutua.v1.CloseRoundRequest.mutua.v1.CloseRoundResponseJ
\vCancelRound.mutua.v1.CancelRoundRequest.mutua.v1.CancelRoundResponseA
\bGetRound.mutua.v1.GetRoundRequest.mutua.v1.GetRoundResponseG

ListRounds\x1B.mutua.v1.ListRoundsRequest.mutua.v1.ListRoundsResponsebproto3`,[V,B,G,K]),co=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.OPEN=1]=`OPEN`,e[e.PUBLISHED=2]=`PUBLISHED`,e[e.CANCELLED=3]=`CANCELLED`,e}({}),lo=z(so,0),uo=W(`
mutua/v1/watch.proto\bmutua.v1"
\vWatchFilter-
	resources (\v2.mutua.v1.ResourceSelector
member (	
\x07company (	"
kinds (2.mutua.v1.EventKind"
Event!
kind (2.mutua.v1.EventKind#
cause (2.mutua.v1.EventCause$
\x07booking (\v2.mutua.v1.BookingH\0"
series (\v2.mutua.v1.SeriesH\0
wish (\v2.mutua.v1.WishH\0"
outage (\v2.mutua.v1.OutageH\0 
fault\x07 (\v2.mutua.v1.FaultH\0
site\b (\v2.mutua.v1.SiteH\0
pool	 (\v2.mutua.v1.PoolH\0&
\bresource
 (\v2.mutua.v1.ResourceH\00
\rcertification\v (\v2.mutua.v1.CertificationH\0$
\x07company\f (\v2.mutua.v1.CompanyH\0"
member\r (\v2.mutua.v1.MemberH\0 
round (\v2.mutua.v1.RoundH\0B\x07
thing"¬
\fWatchRequest
\fresume_token (	H\0
after_position (H\0\r
now (\bH\0%
filter (\v2.mutua.v1.WatchFilter,
	heartbeat (\v2.google.protobuf.DurationB
from"
\rWatchResponse
\bposition (
\fresume_token (	&
at (\v2.google.protobuf.Timestamp
events (\v2.mutua.v1.Event*¾
	EventKind
EVENT_KIND_UNSPECIFIED\0
EVENT_KIND_BOOKING
EVENT_KIND_SERIES
EVENT_KIND_WISH
EVENT_KIND_OUTAGE
EVENT_KIND_FAULT
EVENT_KIND_SITE
EVENT_KIND_POOL\x07
EVENT_KIND_RESOURCE\b
EVENT_KIND_CERTIFICATION	
EVENT_KIND_COMPANY

EVENT_KIND_MEMBER\v
EVENT_KIND_ROUND\f*é

EventCause\x1B
EVENT_CAUSE_UNSPECIFIED\0
EVENT_CAUSE_CREATED
EVENT_CAUSE_CONFIRMED
EVENT_CAUSE_MOVED
EVENT_CAUSE_REPACKED
EVENT_CAUSE_APPROVED
EVENT_CAUSE_REJECTED
EVENT_CAUSE_CANCELLED\x07
EVENT_CAUSE_CHECKED_IN\b
EVENT_CAUSE_COMPLETED	
EVENT_CAUSE_NO_SHOW

EVENT_CAUSE_EXPIRED\v
EVENT_CAUSE_OUTAGE\f
EVENT_CAUSE_RESTORED\r\x1B
EVENT_CAUSE_HANDED_OVER
EVENT_CAUSE_OVERRUN
\x1BEVENT_CAUSE_NEXT_IS_DELAYED
EVENT_CAUSE_OFFERED
EVENT_CAUSE_MET
EVENT_CAUSE_ENDED
EVENT_CAUSE_REBOOKED
\x1BEVENT_CAUSE_OVERRUN_CHARGED
EVENT_CAUSE_HINDERED2J
\fWatchService:
Watch.mutua.v1.WatchRequest.mutua.v1.WatchResponse0bproto3`,[V,B,q,G,Z,Q,so,Wi]),fo=P(uo,2),po=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.BOOKING=1]=`BOOKING`,e[e.SERIES=2]=`SERIES`,e[e.WISH=3]=`WISH`,e[e.OUTAGE=4]=`OUTAGE`,e[e.FAULT=5]=`FAULT`,e[e.SITE=6]=`SITE`,e[e.POOL=7]=`POOL`,e[e.RESOURCE=8]=`RESOURCE`,e[e.CERTIFICATION=9]=`CERTIFICATION`,e[e.COMPANY=10]=`COMPANY`,e[e.MEMBER=11]=`MEMBER`,e[e.ROUND=12]=`ROUND`,e}({}),mo=z(uo,0),ho=W(`
mutua/v1/bookings.proto\bmutua.v1"
CreateBookingRequest

request_id (	#
spec (\v2.mutua.v1.BookingSpec$
\boverride (\v2.mutua.v1.Override\v
pin (	"d
Effect"
\x07booking (\v2.mutua.v1.Booking(

moved_from (\v2.mutua.v1.BookedPart\f
wish (	"
CreateBookingResponse"
\x07booking (\v2.mutua.v1.Booking!
\x07effects (\v2.mutua.v1.Effect
\bposition ("
\bwarnings (\v2.mutua.v1.Reason"Â
CreateSeriesRequest

request_id (	#
spec (\v2.mutua.v1.BookingSpec(

recurrence (\v2.mutua.v1.Recurrence"
mode (2.mutua.v1.SeriesMode$
\boverride (\v2.mutua.v1.Override"n
CreateSeriesResponse 
series (\v2.mutua.v1.Series
\bposition ("
\bwarnings (\v2.mutua.v1.Reason"ï
UpdateSeriesRequest

request_id (	
series (	$
scope (2.mutua.v1.SeriesScope

occurrence (\r"
start (\v2.mutua.v1.CivilTime)
length (\v2.google.protobuf.Duration
wants\x07 (\v2.mutua.v1.Want\f
etag\b (	"
UpdateSeriesResponse 
series (\v2.mutua.v1.Series!
\x07effects (\v2.mutua.v1.Effect
\bposition ("
\bwarnings (\v2.mutua.v1.Reason"9
RefillSeriesRequest

request_id (	
series (	"n
RefillSeriesResponse 
series (\v2.mutua.v1.Series
\bposition ("
\bwarnings (\v2.mutua.v1.Reason"
CancelSeriesRequest

request_id (	
series (	$
scope (2.mutua.v1.SeriesScope

occurrence (\r\f
etag (	"
CancelSeriesResponse 
series (\v2.mutua.v1.Series
	cancelled (	!
\x07effects (\v2.mutua.v1.Effect
\bposition ("<
ConfirmBookingRequest

request_id (	
\x07booking (	"r
ConfirmBookingResponse"
\x07booking (\v2.mutua.v1.Booking
\bposition ("
\bwarnings (\v2.mutua.v1.Reason"³
MoveBookingRequest

request_id (	
\x07booking (	%
time (\v2.mutua.v1.AskedInterval
wants (\v2.mutua.v1.Want\f
etag (	$
\boverride (\v2.mutua.v1.Override"
MoveBookingResponse"
\x07booking (\v2.mutua.v1.Booking!
\x07effects (\v2.mutua.v1.Effect
\bposition ("
\bwarnings (\v2.mutua.v1.Reason"¨
ExtendBookingRequest

request_id (	
\x07booking (	\x1B
end (\v2.mutua.v1.When\f
etag (	$
\boverride (\v2.mutua.v1.Override\r
badge (	\v
pin\x07 (	"q
ExtendBookingResponse"
\x07booking (\v2.mutua.v1.Booking
\bposition ("
\bwarnings (\v2.mutua.v1.Reason"¬
ShortenBookingRequest

request_id (	
\x07booking (	
start (\v2.mutua.v1.When\x1B
end (\v2.mutua.v1.When\f
etag (	$
\boverride (\v2.mutua.v1.Override"q
ShortenBookingResponse"
\x07booking (\v2.mutua.v1.Booking!
\x07effects (\v2.mutua.v1.Effect
\bposition ("Y
CancelBookingRequest

request_id (	
\x07booking (	\f
etag (	
reason (	"p
CancelBookingResponse"
\x07booking (\v2.mutua.v1.Booking!
\x07effects (\v2.mutua.v1.Effect
\bposition ("J
ApproveBookingRequest

request_id (	
\x07booking (	\f
etag (	"r
ApproveBookingResponse"
\x07booking (\v2.mutua.v1.Booking
\bposition ("
\bwarnings (\v2.mutua.v1.Reason"Y
RejectBookingRequest

request_id (	
\x07booking (	\f
etag (	
reason (	"p
RejectBookingResponse"
\x07booking (\v2.mutua.v1.Booking!
\x07effects (\v2.mutua.v1.Effect
\bposition ("t
CheckInRequest

request_id (	
\x07booking (	\r
badge (	.

badge_time (\v2.google.protobuf.Timestamp"V
CheckInResponse"
\x07booking (\v2.mutua.v1.Booking\r
clash (\b
\bposition ("u
CheckOutRequest

request_id (	
\x07booking (	\r
badge (	.

badge_time (\v2.google.protobuf.Timestamp"k
CheckOutResponse"
\x07booking (\v2.mutua.v1.Booking!
\x07effects (\v2.mutua.v1.Effect
\bposition ("8
MarkNoShowRequest

request_id (	
\x07booking (	"m
MarkNoShowResponse"
\x07booking (\v2.mutua.v1.Booking!
\x07effects (\v2.mutua.v1.Effect
\bposition ("W
HandOverRequest

request_id (	
\x07booking (	
	to_member (	\f
etag (	"l
HandOverResponse"
\x07booking (\v2.mutua.v1.Booking
\bposition ("
\bwarnings (\v2.mutua.v1.Reason">
RealignBookingsRequest

request_id (	
\bbookings (	"u
BookingOutcome
\x07booking (	!
done (\v2.mutua.v1.BookingH\0$
\x07refusal (\v2.mutua.v1.RefusalH\0B	
\x07outcome"W
RealignBookingsResponse*
\boutcomes (\v2.mutua.v1.BookingOutcome
\bposition (":
GetBookingRequest
\x07booking (	
\fmin_position ("J
GetBookingResponse"
\x07booking (\v2.mutua.v1.Booking
\bposition ("¨
ListBookingsRequest
member (	
\x07company (	-
	resources (\v2.mutua.v1.ResourceSelector'
window (\v2.mutua.v1.AskedInterval&
states (2.mutua.v1.BookingState
series (	
\fshifted_only\x07 (\b
	page_size\b (\r

page_token	 (	
\fmin_position
 (\r
badge\v (	"f
ListBookingsResponse#
\bbookings (\v2.mutua.v1.Booking
next_page_token (	
\bposition ("8
GetSeriesRequest
series (	
\fmin_position ("G
GetSeriesResponse 
series (\v2.mutua.v1.Series
\bposition ("\xA0
ListSeriesRequest
member (	
\x07company (	-
	resources (\v2.mutua.v1.ResourceSelector
	page_size (\r

page_token (	
\fmin_position ("a
ListSeriesResponse 
series (\v2.mutua.v1.Series
next_page_token (	
\bposition ("g
ExplainRequest
\x07booking (	H\0
\x07refusal (	H\0
wish (	H\0
\fmin_position (B	
\x07subject"g
\rExplainedFact
\bposition (&
at (\v2.google.protobuf.Timestamp

by (	
\bsentence (	"±
ExplainResponse&
facts (\v2.mutua.v1.ExplainedFact"
\x07refusal (\v2.mutua.v1.Refusal"
\x07booking (\v2.mutua.v1.Booking
wish (\v2.mutua.v1.Wish
\bposition ("ß\b
\x07Command8
create_booking (\v2.mutua.v1.CreateBookingRequestH\0:
confirm_booking (\v2.mutua.v1.ConfirmBookingRequestH\04
\fmove_booking (\v2.mutua.v1.MoveBookingRequestH\08
extend_booking (\v2.mutua.v1.ExtendBookingRequestH\0:
shorten_booking (\v2.mutua.v1.ShortenBookingRequestH\08
cancel_booking (\v2.mutua.v1.CancelBookingRequestH\0:
approve_booking\x07 (\v2.mutua.v1.ApproveBookingRequestH\08
reject_booking\b (\v2.mutua.v1.RejectBookingRequestH\0,
\bcheck_in	 (\v2.mutua.v1.CheckInRequestH\0.
	check_out
 (\v2.mutua.v1.CheckOutRequestH\03
\fmark_no_show\v (\v2\x1B.mutua.v1.MarkNoShowRequestH\0.
	hand_over\f (\v2.mutua.v1.HandOverRequestH\0.
	file_wish\r (\v2.mutua.v1.FileWishRequestH\04
\faccept_offer (\v2.mutua.v1.AcceptOfferRequestH\06
\rdecline_offer (\v2.mutua.v1.DeclineOfferRequestH\06
\rwithdraw_wish (\v2.mutua.v1.WithdrawWishRequestH\06
\rcreate_series (\v2.mutua.v1.CreateSeriesRequestH\06
\rupdate_series (\v2.mutua.v1.UpdateSeriesRequestH\06
\rrefill_series (\v2.mutua.v1.RefillSeriesRequestH\06
\rcancel_series (\v2.mutua.v1.CancelSeriesRequestH\0B	
\x07command"W
	BatchItem"
\x07command (\v2.mutua.v1.Command&
at (\v2.google.protobuf.Timestamp"E
BatchBookRequest"
items (\v2.mutua.v1.BatchItem\r
brief (\b"
\fBatchOutcome$
\x07booking (\v2.mutua.v1.BookingH\0
wish (\v2.mutua.v1.WishH\0$
\x07refusal (\v2.mutua.v1.RefusalH\0
\bposition (B	
\x07outcome"O
BatchBookResponse(
\boutcomes (\v2.mutua.v1.BatchOutcome
\bposition ("n
ImportedOccurrence\v
uid (	
\rrecurrence_id (	%
time (\v2.mutua.v1.AskedInterval\r
title (	"©
ImportOccurrencesRequest

request_id (	
\bresource (	
member (	1
\voccurrences (\v2.mutua.v1.ImportedOccurrence$
\boverride (\v2.mutua.v1.Override"{
\rImportOutcome\v
uid (	
\rrecurrence_id (	
\x07booking (	
	unchanged (\b"
\x07refusal (\v2.mutua.v1.Refusal"X
ImportOccurrencesResponse)
\boutcomes (\v2.mutua.v1.ImportOutcome
\bposition (2Ò
BookingsServiceP
\rCreateBooking.mutua.v1.CreateBookingRequest.mutua.v1.CreateBookingResponseM
\fCreateSeries.mutua.v1.CreateSeriesRequest.mutua.v1.CreateSeriesResponseM
\fUpdateSeries.mutua.v1.UpdateSeriesRequest.mutua.v1.UpdateSeriesResponseM
\fRefillSeries.mutua.v1.RefillSeriesRequest.mutua.v1.RefillSeriesResponseM
\fCancelSeries.mutua.v1.CancelSeriesRequest.mutua.v1.CancelSeriesResponseS
ConfirmBooking.mutua.v1.ConfirmBookingRequest .mutua.v1.ConfirmBookingResponseJ
\vMoveBooking.mutua.v1.MoveBookingRequest.mutua.v1.MoveBookingResponseP
\rExtendBooking.mutua.v1.ExtendBookingRequest.mutua.v1.ExtendBookingResponseS
ShortenBooking.mutua.v1.ShortenBookingRequest .mutua.v1.ShortenBookingResponseP
\rCancelBooking.mutua.v1.CancelBookingRequest.mutua.v1.CancelBookingResponseS
ApproveBooking.mutua.v1.ApproveBookingRequest .mutua.v1.ApproveBookingResponseP
\rRejectBooking.mutua.v1.RejectBookingRequest.mutua.v1.RejectBookingResponse>
\x07CheckIn.mutua.v1.CheckInRequest.mutua.v1.CheckInResponseA
\bCheckOut.mutua.v1.CheckOutRequest.mutua.v1.CheckOutResponseG

MarkNoShow\x1B.mutua.v1.MarkNoShowRequest.mutua.v1.MarkNoShowResponseA
\bHandOver.mutua.v1.HandOverRequest.mutua.v1.HandOverResponseV
RealignBookings .mutua.v1.RealignBookingsRequest!.mutua.v1.RealignBookingsResponseG

GetBooking\x1B.mutua.v1.GetBookingRequest.mutua.v1.GetBookingResponseM
\fListBookings.mutua.v1.ListBookingsRequest.mutua.v1.ListBookingsResponseD
	GetSeries.mutua.v1.GetSeriesRequest\x1B.mutua.v1.GetSeriesResponseG

ListSeries\x1B.mutua.v1.ListSeriesRequest.mutua.v1.ListSeriesResponse>
\x07Explain.mutua.v1.ExplainRequest.mutua.v1.ExplainResponseD
	BatchBook.mutua.v1.BatchBookRequest\x1B.mutua.v1.BatchBookResponse\\
ImportOccurrences".mutua.v1.ImportOccurrencesRequest#.mutua.v1.ImportOccurrencesResponsebproto3`,[V,B,q,G,K,Wi]),go=z(ho,0),_o=W(`
\x1Bmutua/v1/availability.proto\bmutua.v1"ª
FindFreeTimeRequest-
	resources (\v2.mutua.v1.ResourceSelector'
window (\v2.mutua.v1.AskedInterval-

min_length (\v2.google.protobuf.Duration\r
units (\r\r
count (\r
member (	
	page_size\x07 (\r

page_token\b (	
\fmin_position	 (

with_rates
 (\b\r
badge\v (	"L
Rate$
\binterval (\v2.mutua.v1.Interval
hour (\v2.mutua.v1.Charge"
\bFreeTime
\bresource (	 
free (\v2.mutua.v1.Interval\v
cut (\b
never (\v2.mutua.v1.Reason
rates (\v2.mutua.v1.Rate"
FindFreeTimeResponse%
	resources (\v2.mutua.v1.FreeTime$
\btogether (\v2.mutua.v1.Interval
next_page_token (	
\bposition ("Î
NextFreeRequest-
	resources (\v2.mutua.v1.ResourceSelector)
length (\v2.google.protobuf.Duration
after (\v2.mutua.v1.When\r
units (\r
member (	\r
count (\r
\fmin_position\x07 ("b
\x07Opening
\bresource (	$
\binterval (\v2.mutua.v1.Interval
price (\v2.mutua.v1.Charge"I
NextFreeResponse#
\bopenings (\v2.mutua.v1.Opening
\bposition ("¡
	BoardCell$
\binterval (\v2.mutua.v1.Interval%
kind (2.mutua.v1.BoardCellKind

units_used (\r#
\bbookings (\v2.mutua.v1.Booking
outage (	"~
\bBoardRow
\bresource (	"
cells (\v2.mutua.v1.BoardCell/
\vnext_change (\v2.google.protobuf.Timestamp\v
cut (\b"¦
GetBoardRequest-
	resources (\v2.mutua.v1.ResourceSelector'
window (\v2.mutua.v1.AskedInterval
	page_size (\r

page_token (	
\fmin_position ("
GetBoardResponse 
rows (\v2.mutua.v1.BoardRow)
as_of (\v2.google.protobuf.Timestamp
next_page_token (	
\bposition ("Q
PreviewCommandRequest"
\x07command (\v2.mutua.v1.Command
\fmin_position ("í
PreviewCommandResponse
\baccepted (\b"
\x07refusal (\v2.mutua.v1.Refusal"
\x07booking (\v2.mutua.v1.Booking 
series (\v2.mutua.v1.Series!
\x07effects (\v2.mutua.v1.Effect
\bposition ("
\bwarnings\x07 (\v2.mutua.v1.Reason*ï
\rBoardCellKind
\x1BBOARD_CELL_KIND_UNSPECIFIED\0
BOARD_CELL_KIND_FREE
BOARD_CELL_KIND_PARTLY
BOARD_CELL_KIND_BUSY
BOARD_CELL_KIND_BUFFER
BOARD_CELL_KIND_CLOSED
BOARD_CELL_KIND_OUTAGE
BOARD_CELL_KIND_ROUND\x072¿
AvailabilityServiceM
\fFindFreeTime.mutua.v1.FindFreeTimeRequest.mutua.v1.FindFreeTimeResponseA
\bNextFree.mutua.v1.NextFreeRequest.mutua.v1.NextFreeResponseA
\bGetBoard.mutua.v1.GetBoardRequest.mutua.v1.GetBoardResponseS
PreviewCommand.mutua.v1.PreviewCommandRequest .mutua.v1.PreviewCommandResponsebproto3`,[V,B,q,ho,G,K]),vo=P(_o,9),yo=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.FREE=1]=`FREE`,e[e.PARTLY=2]=`PARTLY`,e[e.BUSY=3]=`BUSY`,e[e.BUFFER=4]=`BUFFER`,e[e.CLOSED=5]=`CLOSED`,e[e.OUTAGE=6]=`OUTAGE`,e[e.ROUND=7]=`ROUND`,e}({}),bo=z(_o,0);function xo(){try{new Headers}catch{throw Error(`connect-web requires the fetch API. Are you running on an old version of Node.js? Node.js is not supported in Connect for Web - please stay tuned for Connect for Node.`)}}function So(e,t){let n=Ma(e);if(n)throw t.forEach((e,t)=>{n.metadata.append(t,e)}),n;if(!t.has(`Grpc-Status`)&&!e.has(`Grpc-Status`))throw new Y(`protocol error: missing status`,J.Internal)}function Co(e,t,n,r){let i=new Headers(n??{});i.set(Sa,e?ka:Aa),i.set(Oa,`1`);let a=i.get(`User-Agent`)??i.get(`X-User-Agent`)??`connect-es/2.1.2`;return i.set(Da,a),r&&i.set(Ea,a),t!==void 0&&i.set(Ca,`${t}m`),i}function wo(e){switch(e){case 400:return J.Internal;case 401:return J.Unauthenticated;case 403:return J.PermissionDenied;case 404:return J.Unimplemented;case 429:return J.Unavailable;case 502:return J.Unavailable;case 503:return J.Unavailable;case 504:return J.Unavailable;default:return J.Unknown}}function To(e,t){if(e>=200&&e<300)return{foundStatus:t.has(wa),headerError:Ma(t)};throw new Y(decodeURIComponent(t.get(`Grpc-Message`)??`HTTP ${e}`),wo(e),t)}var $=function(e){return this instanceof $?(this.v=e,this):new $(e)},Eo=function(e,t,n){if(!Symbol.asyncIterator)throw TypeError(`Symbol.asyncIterator is not defined.`);var r=n.apply(e,t||[]),i,a=[];return i=Object.create((typeof AsyncIterator==`function`?AsyncIterator:Object).prototype),s(`next`),s(`throw`),s(`return`,o),i[Symbol.asyncIterator]=function(){return this},i;function o(e){return function(t){return Promise.resolve(t).then(e,d)}}function s(e,t){r[e]&&(i[e]=function(t){return new Promise(function(n,r){a.push([e,t,n,r])>1||c(e,t)})},t&&(i[e]=t(i[e])))}function c(e,t){try{l(r[e](t))}catch(e){f(a[0][3],e)}}function l(e){e.value instanceof $?Promise.resolve(e.value.v).then(u,d):f(a[0][2],e)}function u(e){c(`next`,e)}function d(e){c(`throw`,e)}function f(e,t){e(t),a.shift(),a.length&&c(a[0][0],a[0][1])}},Do={redirect:`error`};function Oo(e){xo();let t=e.useBinaryFormat??!0;return{async unary(n,r,i,a,o,s){let{serialize:c,parse:l}=Ra(n,t,e.jsonOptions,e.binaryOptions);return i=i===void 0?e.defaultTimeoutMs:i<=0?void 0:i,await Va({interceptors:e.interceptors,signal:r,timeoutMs:i,req:{stream:!1,service:n.parent,method:n,requestMethod:`POST`,url:Na(e.baseUrl,n),header:Co(t,i,a,!1),contextValues:s??ba(),message:o},next:async t=>{let r=await(e.fetch??globalThis.fetch)(t.url,Object.assign(Object.assign({},Do),{method:t.requestMethod,headers:t.header,signal:t.signal,body:na(0,c(t.message))})),{headerError:i}=To(r.status,r.headers);if(!r.body)throw i===void 0?`missing response body`:i;let a=ta(r.body).getReader(),o,s;for(;;){let e=await a.read();if(e.done)break;let{flags:t,data:n}=e.value;if((t&1)==1)throw new Y(`protocol error: received unsupported compressed output`,J.Internal);if(t===128){if(o!==void 0)throw`extra trailer`;o=xa(n)}else{if(s!==void 0)throw new Y(`extra message`,J.Unimplemented);s=l(n)}}if(o===void 0)throw i===void 0?new Y(`missing trailer`,r.headers.has(`Grpc-Status`)?J.Unimplemented:J.Unknown):i;if(So(o,r.headers),s===void 0)throw new Y(`missing message`,o.has(`Grpc-Status`)?J.Unimplemented:J.Unknown);return{stream:!1,service:n.parent,method:n,header:r.headers,message:s,trailer:o}}})},async stream(n,r,i,a,o,s){let{serialize:c,parse:l}=Ra(n,t,e.jsonOptions,e.binaryOptions);function u(e,t,n,r,i){return Eo(this,arguments,function*(){let a=ta(e).getReader();if(t){if(!(yield $(a.read())).done)throw`extra data for trailers-only`;return yield $(void 0)}let o=!1;for(;;){let e=yield $(a.read());if(e.done)break;let{flags:t,data:i}=e.value;if((t&128)==128){if(o)throw`extra trailer`;o=!0;let e=xa(i);So(e,r),e.forEach((e,t)=>n.set(t,e))}else{if(o)throw`extra message`;yield yield $(l(i))}}if(`throwIfAborted`in i&&i.throwIfAborted(),!o)throw`missing trailer`})}async function d(e){if(n.methodKind!=`server_streaming`)throw`The fetch API does not support streaming request bodies`;let t=await e[Symbol.asyncIterator]().next();if(t.done==1)throw`missing request message`;return na(0,c(t.value))}return i=i===void 0?e.defaultTimeoutMs:i<=0?void 0:i,Ha({interceptors:e.interceptors,signal:r,timeoutMs:i,req:{stream:!0,service:n.parent,method:n,requestMethod:`POST`,url:Na(e.baseUrl,n),header:Co(t,i,a,!1),contextValues:s??ba(),message:o},next:async t=>{let n=await(e.fetch??globalThis.fetch)(t.url,Object.assign(Object.assign({},Do),{method:t.requestMethod,headers:t.header,signal:t.signal,body:await d(t.message)})),{foundStatus:r,headerError:i}=To(n.status,n.headers);if(i!=null)throw i;if(!n.body)throw`missing response body`;let a=new Headers;return Object.assign(Object.assign({},t),{header:n.headers,trailer:a,message:u(n.body,r,a,n.headers,t.signal)})}})}}}var ko=W(`
mutua/v1/catalogue.proto\bmutua.v1"E
CreateSiteRequest

request_id (	
site (\v2.mutua.v1.Site"D
CreateSiteResponse
site (\v2.mutua.v1.Site
\bposition ("4
GetSiteRequest\f
site (	
\fmin_position ("A
GetSiteResponse
site (\v2.mutua.v1.Site
\bposition ("h
ListSitesRequest
include_retired (\b
	page_size (\r

page_token (	
\fmin_position ("]
ListSitesResponse
sites (\v2.mutua.v1.Site
next_page_token (	
\bposition ("v
UpdateSiteRequest

request_id (	
site (\v2.mutua.v1.Site/
\vupdate_mask (\v2.google.protobuf.FieldMask"D
UpdateSiteResponse
site (\v2.mutua.v1.Site
\bposition ("C
DeleteSiteRequest

request_id (	\f
site (	\f
etag (	"&
DeleteSiteResponse
\bposition ("E
CreatePoolRequest

request_id (	
pool (\v2.mutua.v1.Pool"D
CreatePoolResponse
pool (\v2.mutua.v1.Pool
\bposition ("4
GetPoolRequest\f
pool (	
\fmin_position ("A
GetPoolResponse
pool (\v2.mutua.v1.Pool
\bposition ("h
ListPoolsRequest
include_retired (\b
	page_size (\r

page_token (	
\fmin_position ("]
ListPoolsResponse
pools (\v2.mutua.v1.Pool
next_page_token (	
\bposition ("v
UpdatePoolRequest

request_id (	
pool (\v2.mutua.v1.Pool/
\vupdate_mask (\v2.google.protobuf.FieldMask"D
UpdatePoolResponse
pool (\v2.mutua.v1.Pool
\bposition ("C
DeletePoolRequest

request_id (	\f
pool (	\f
etag (	"&
DeletePoolResponse
\bposition ("Q
CreateResourceRequest

request_id (	$
\bresource (\v2.mutua.v1.Resource"P
CreateResourceResponse$
\bresource (\v2.mutua.v1.Resource
\bposition ("<
GetResourceRequest
\bresource (	
\fmin_position ("M
GetResourceResponse$
\bresource (\v2.mutua.v1.Resource
\bposition ("
ListResourcesRequest-
	resources (\v2.mutua.v1.ResourceSelector
include_retired (\b
	page_size (\r

page_token (	
\fmin_position ("i
ListResourcesResponse%
	resources (\v2.mutua.v1.Resource
next_page_token (	
\bposition ("
UpdateResourceRequest

request_id (	$
\bresource (\v2.mutua.v1.Resource/
\vupdate_mask (\v2.google.protobuf.FieldMask"P
UpdateResourceResponse$
\bresource (\v2.mutua.v1.Resource
\bposition ("K
DeleteResourceRequest

request_id (	
\bresource (	\f
etag (	"*
DeleteResourceResponse
\bposition ("\`
CreateCertificationRequest

request_id (	.
\rcertification (\v2.mutua.v1.Certification"_
\x1BCreateCertificationResponse.
\rcertification (\v2.mutua.v1.Certification
\bposition ("F
GetCertificationRequest
\rcertification (	
\fmin_position ("\\
GetCertificationResponse.
\rcertification (\v2.mutua.v1.Certification
\bposition ("q
ListCertificationsRequest
include_retired (\b
	page_size (\r

page_token (	
\fmin_position ("x
ListCertificationsResponse/
certifications (\v2.mutua.v1.Certification
next_page_token (	
\bposition ("
UpdateCertificationRequest

request_id (	.
\rcertification (\v2.mutua.v1.Certification/
\vupdate_mask (\v2.google.protobuf.FieldMask"_
\x1BUpdateCertificationResponse.
\rcertification (\v2.mutua.v1.Certification
\bposition ("U
DeleteCertificationRequest

request_id (	
\rcertification (	\f
etag (	"/
\x1BDeleteCertificationResponse
\bposition ("²

OutageSpec
\bresource (	H\0
pool (	H\0
site (	H\0%
time (\v2.mutua.v1.AskedInterval"
kind (2.mutua.v1.OutageKind
reason (	\r
fault\x07 (	B
what"~
\fOutageVictim"
\x07booking (\v2.mutua.v1.Booking"
fate (2.mutua.v1.VictimFate\f
from (	

to (	\f
wish (	"N
DeclareOutageRequest

request_id (	"
spec (\v2.mutua.v1.OutageSpec"t
DeclareOutageResponse 
outage (\v2.mutua.v1.Outage'
\x07victims (\v2.mutua.v1.OutageVictim
\bposition ("½
PreviewOutageRequest'
\x07declare (\v2.mutua.v1.OutageSpecH\0/
update (\v2.mutua.v1.UpdateOutageRequestH\0+
lift (\v2\x1B.mutua.v1.LiftOutageRequestH\0
\fmin_position (B\b
change"R
PreviewOutageResponse'
\x07victims (\v2.mutua.v1.OutageVictim
\bposition ("n
UpdateOutageRequest

request_id (	
outage (	%
time (\v2.mutua.v1.AskedInterval\f
etag (	"
UpdateOutageResponse 
outage (\v2.mutua.v1.Outage'
\x07victims (\v2.mutua.v1.OutageVictim!
\x07effects (\v2.mutua.v1.Effect
\bposition ("E
LiftOutageRequest

request_id (	
outage (	\f
etag (	"
LiftOutageResponse 
outage (\v2.mutua.v1.Outage'
\x07victims (\v2.mutua.v1.OutageVictim!
\x07effects (\v2.mutua.v1.Effect
\bposition ("8
GetOutageRequest
outage (	
\fmin_position ("G
GetOutageResponse 
outage (\v2.mutua.v1.Outage
\bposition ("Á
ListOutagesRequest-
	resources (\v2.mutua.v1.ResourceSelector'
window (\v2.mutua.v1.AskedInterval
include_lifted (\b
	page_size (\r

page_token (	
\fmin_position ("c
ListOutagesResponse!
\x07outages (\v2.mutua.v1.Outage
next_page_token (	
\bposition ("^
ReportFaultRequest

request_id (	
\bresource (	
\vdescription (	\r
badge (	"G
ReportFaultResponse
fault (\v2.mutua.v1.Fault
\bposition ("
ListFaultsRequest-
	resources (\v2.mutua.v1.ResourceSelector
include_resolved (\b
	page_size (\r

page_token (	
\fmin_position ("\`
ListFaultsResponse
faults (\v2.mutua.v1.Fault
next_page_token (	
\bposition ("M
ResolveFaultRequest

request_id (	\r
fault (	
\vlift_outage (\b"q
ResolveFaultResponse
fault (\v2.mutua.v1.Fault'
\x07victims (\v2.mutua.v1.OutageVictim
\bposition (*

VictimFate\x1B
VICTIM_FATE_UNSPECIFIED\0
VICTIM_FATE_MOVED
VICTIM_FATE_DISPLACED
VICTIM_FATE_RESTORED
VICTIM_FATE_CUT_SHORT2
CatalogueServiceG

CreateSite\x1B.mutua.v1.CreateSiteRequest.mutua.v1.CreateSiteResponse>
\x07GetSite.mutua.v1.GetSiteRequest.mutua.v1.GetSiteResponseD
	ListSites.mutua.v1.ListSitesRequest\x1B.mutua.v1.ListSitesResponseG

UpdateSite\x1B.mutua.v1.UpdateSiteRequest.mutua.v1.UpdateSiteResponseG

DeleteSite\x1B.mutua.v1.DeleteSiteRequest.mutua.v1.DeleteSiteResponseG

CreatePool\x1B.mutua.v1.CreatePoolRequest.mutua.v1.CreatePoolResponse>
\x07GetPool.mutua.v1.GetPoolRequest.mutua.v1.GetPoolResponseD
	ListPools.mutua.v1.ListPoolsRequest\x1B.mutua.v1.ListPoolsResponseG

UpdatePool\x1B.mutua.v1.UpdatePoolRequest.mutua.v1.UpdatePoolResponseG

DeletePool\x1B.mutua.v1.DeletePoolRequest.mutua.v1.DeletePoolResponseS
CreateResource.mutua.v1.CreateResourceRequest .mutua.v1.CreateResourceResponseJ
\vGetResource.mutua.v1.GetResourceRequest.mutua.v1.GetResourceResponseP
\rListResources.mutua.v1.ListResourcesRequest.mutua.v1.ListResourcesResponseS
UpdateResource.mutua.v1.UpdateResourceRequest .mutua.v1.UpdateResourceResponseS
DeleteResource.mutua.v1.DeleteResourceRequest .mutua.v1.DeleteResourceResponseb
CreateCertification$.mutua.v1.CreateCertificationRequest%.mutua.v1.CreateCertificationResponseY
GetCertification!.mutua.v1.GetCertificationRequest".mutua.v1.GetCertificationResponse_
ListCertifications#.mutua.v1.ListCertificationsRequest$.mutua.v1.ListCertificationsResponseb
UpdateCertification$.mutua.v1.UpdateCertificationRequest%.mutua.v1.UpdateCertificationResponseb
DeleteCertification$.mutua.v1.DeleteCertificationRequest%.mutua.v1.DeleteCertificationResponseP
\rDeclareOutage.mutua.v1.DeclareOutageRequest.mutua.v1.DeclareOutageResponseP
\rPreviewOutage.mutua.v1.PreviewOutageRequest.mutua.v1.PreviewOutageResponseM
\fUpdateOutage.mutua.v1.UpdateOutageRequest.mutua.v1.UpdateOutageResponseG

LiftOutage\x1B.mutua.v1.LiftOutageRequest.mutua.v1.LiftOutageResponseD
	GetOutage.mutua.v1.GetOutageRequest\x1B.mutua.v1.GetOutageResponseJ
\vListOutages.mutua.v1.ListOutagesRequest.mutua.v1.ListOutagesResponseJ
\vReportFault.mutua.v1.ReportFaultRequest.mutua.v1.ReportFaultResponseG

ListFaults\x1B.mutua.v1.ListFaultsRequest.mutua.v1.ListFaultsResponseM
\fResolveFault.mutua.v1.ResolveFaultRequest.mutua.v1.ResolveFaultResponsebproto3`,[Cr,q,ho,G,Q]),Ao=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.MOVED=1]=`MOVED`,e[e.DISPLACED=2]=`DISPLACED`,e[e.RESTORED=3]=`RESTORED`,e[e.CUT_SHORT=4]=`CUT_SHORT`,e}({}),jo=z(ko,0),Mo=W(`
mutua/v1/quotas.proto\bmutua.v1"ë
Quota\r
quota (	
\fdisplay_name (	
\feach_company (\bH\0
\x07company (	H\0
\veach_member (\bH\0
each_member_of (	H\0
member\x07 (	H\0\r
pools\b (	
	resources	 (	$
kind
 (2.mutua.v1.ResourceKind%
window\v (2.mutua.v1.QuotaWindow)
time\f (\v2.google.protobuf.DurationH
\bbookings\r (H
ticks (H
cents (H
	peak_only (\b
\vgrab_counts (\bH
\x07warning (\b
\x07retired (\b\f
etag (	B	
\x07subjectB\x07
limitB
\f_grab_counts"c

QuotaShare
\x07booking (	
member (	$
\binterval (\v2.mutua.v1.Interval
amount ("é
\rQuotaStanding
quota (\v2.mutua.v1.Quota
\x07company (	
member (	\r
limit (\f
used (\f
held (\f
left\x07 (\f
over\b (\b*
renews	 (\v2.google.protobuf.Timestamp$
shares
 (\v2.mutua.v1.QuotaShare"H
CreateQuotaRequest

request_id (	
quota (\v2.mutua.v1.Quota"G
CreateQuotaResponse
quota (\v2.mutua.v1.Quota
\bposition ("6
GetQuotaRequest\r
quota (	
\fmin_position ("D
GetQuotaResponse
quota (\v2.mutua.v1.Quota
\bposition ("i
ListQuotasRequest
include_retired (\b
	page_size (\r

page_token (	
\fmin_position ("\`
ListQuotasResponse
quotas (\v2.mutua.v1.Quota
next_page_token (	
\bposition ("y
UpdateQuotaRequest

request_id (	
quota (\v2.mutua.v1.Quota/
\vupdate_mask (\v2.google.protobuf.FieldMask"G
UpdateQuotaResponse
quota (\v2.mutua.v1.Quota
\bposition ("E
DeleteQuotaRequest

request_id (	\r
quota (	\f
etag (	"'
DeleteQuotaResponse
\bposition ("P
GetQuotaStandingRequest
\x07company (	
member (	
\fmin_position ("X
GetQuotaStandingResponse*
	standings (\v2.mutua.v1.QuotaStanding
\bposition (*Â
\vQuotaWindow
QUOTA_WINDOW_UNSPECIFIED\0
QUOTA_WINDOW_DAY
QUOTA_WINDOW_WEEK
QUOTA_WINDOW_MONTH
QUOTA_WINDOW_YEAR
QUOTA_WINDOW_OUTSTANDING\x1B
QUOTA_WINDOW_CONCURRENT2Ú
\rQuotasServiceJ
\vCreateQuota.mutua.v1.CreateQuotaRequest.mutua.v1.CreateQuotaResponseA
\bGetQuota.mutua.v1.GetQuotaRequest.mutua.v1.GetQuotaResponseG

ListQuotas\x1B.mutua.v1.ListQuotasRequest.mutua.v1.ListQuotasResponseJ
\vUpdateQuota.mutua.v1.UpdateQuotaRequest.mutua.v1.UpdateQuotaResponseJ
\vDeleteQuota.mutua.v1.DeleteQuotaRequest.mutua.v1.DeleteQuotaResponseY
GetQuotaStanding!.mutua.v1.GetQuotaStandingRequest".mutua.v1.GetQuotaStandingResponsebproto3`,[V,Cr,B,G]),No=P(Mo,0),Po=function(e){return e[e.UNSPECIFIED=0]=`UNSPECIFIED`,e[e.DAY=1]=`DAY`,e[e.WEEK=2]=`WEEK`,e[e.MONTH=3]=`MONTH`,e[e.YEAR=4]=`YEAR`,e[e.OUTSTANDING=5]=`OUTSTANDING`,e[e.CONCURRENT=6]=`CONCURRENT`,e}({}),Fo=z(Mo,0),Io=W(`
mutua/v1/admin.proto\bmutua.v1"÷
Token\r
token (	
role (2.mutua.v1.Role
member (	.

expires_at (\v2.google.protobuf.Timestamp
\x07revoked (\b\f
site (	\f
name\x07 (	
\x07session\b (\b
	read_only	 (\b0
\flast_used_at
 (\v2.google.protobuf.Timestamp"§
CreateTokenRequest

request_id (	
role (2.mutua.v1.Role
member (	.

expires_at (\v2.google.protobuf.Timestamp
	read_only (\b\f
name (	"W
CreateTokenResponse
token (\v2.mutua.v1.Token
secret (	
\bposition ("g
ListTokensRequest
\rinclude_ended (\b
	page_size (\r

page_token (	
\fmin_position ("\`
ListTokensResponse
tokens (\v2.mutua.v1.Token
next_page_token (	
\bposition ("7
RevokeTokenRequest

request_id (	\r
token (	"'
RevokeTokenResponse
\bposition ("#
CreateBackupRequest\f
name (	"[
CreateBackupResponse\f
path (	
\bposition (\r
bytes (
\fchain_digest (\f"
GetStatisticsRequest"
GetStatisticsResponse
\bposition (
oldest_position (
\rlive_bookings (
\vopen_wishes (
	resources (
	companies (
\x07members\x07 (
\bcommands\b (
\x07refused	 (
repeated_requests
 (
\vturned_away\v (
\x07commits\f (
\vqueue_depth\r (\r
\x07watches (\r
\vrequest_ids (
\vstore_bytes ()
uptime (\v2.google.protobuf.Duration
\x07version (	"
GetConfigurationRequest"6
\x07Setting\f
name (	\r
value (	
source (	"?
GetConfigurationResponse#
\bsettings (\v2.mutua.v1.Setting"(
GetDigestRequest
\fmin_position ("c
GetDigestResponse
\bposition (
\fchain_digest (\f
\fstate_digest (\f
\bstore_id (	"
GetClockRequest"P
GetClockResponse'
now (\v2.google.protobuf.Timestamp
\vreplay_mode (\b"=
AdvanceClockRequest&
to (\v2.google.protobuf.Timestamp"Q
AdvanceClockResponse'
now (\v2.google.protobuf.Timestamp
\bposition (2Ã
\fAdminServiceJ
\vCreateToken.mutua.v1.CreateTokenRequest.mutua.v1.CreateTokenResponseG

ListTokens\x1B.mutua.v1.ListTokensRequest.mutua.v1.ListTokensResponseJ
\vRevokeToken.mutua.v1.RevokeTokenRequest.mutua.v1.RevokeTokenResponseM
\fCreateBackup.mutua.v1.CreateBackupRequest.mutua.v1.CreateBackupResponseP
\rGetStatistics.mutua.v1.GetStatisticsRequest.mutua.v1.GetStatisticsResponseY
GetConfiguration!.mutua.v1.GetConfigurationRequest".mutua.v1.GetConfigurationResponseD
	GetDigest.mutua.v1.GetDigestRequest\x1B.mutua.v1.GetDigestResponseA
\bGetClock.mutua.v1.GetClockRequest.mutua.v1.GetClockResponseM
\fAdvanceClock.mutua.v1.AdvanceClockRequest.mutua.v1.AdvanceClockResponsebproto3`,[V,B,Z]),Lo=z(Io,0),Ro=z(W(`
mutua/v1/sign_in.proto\bmutua.v1"?
\rSignInRequest
member (	
\bpassword (	\f
name (	"¦
SignInResponse 
\x07session (\v2.mutua.v1.Token
secret (	 
member (\v2.mutua.v1.Member.

idle_until (\v2.google.protobuf.Timestamp
\bposition ("5
SignOutRequest

request_id (	
\x07session (	"#
SignOutResponse
\bposition ("R
ListSessionsRequest
	page_size (\r

page_token (	
\fmin_position ("d
ListSessionsResponse!
\bsessions (\v2.mutua.v1.Token
next_page_token (	
\bposition ("S
ChangePasswordRequest

request_id (	
\bpassword (	
\fnew_password (	"\\
ChangePasswordResponse 
\x07session (\v2.mutua.v1.Token
secret (	
\bposition ("?
SetOneTimePasswordRequest

request_id (	
member (	"@
SetOneTimePasswordResponse
\bpassword (	
\bposition (";
RemovePasswordRequest

request_id (	
member (	"*
RemovePasswordResponse
\bposition (2æ
\rSignInService;
SignIn.mutua.v1.SignInRequest.mutua.v1.SignInResponse>
\x07SignOut.mutua.v1.SignOutRequest.mutua.v1.SignOutResponseM
\fListSessions.mutua.v1.ListSessionsRequest.mutua.v1.ListSessionsResponseS
ChangePassword.mutua.v1.ChangePasswordRequest .mutua.v1.ChangePasswordResponse_
SetOneTimePassword#.mutua.v1.SetOneTimePasswordRequest$.mutua.v1.SetOneTimePasswordResponseS
RemovePassword.mutua.v1.RemovePasswordRequest .mutua.v1.RemovePasswordResponsebproto3`,[B,Io,Z]),0);export{Ii as $,Qa as A,da as B,no as C,eo as D,$a as E,Ka as F,qi as G,J as H,Ja as I,Vi as J,Bi as K,Ya as L,qa as M,Ga as N,Za as O,Xa as P,Ri as Q,Z as R,ao as S,ro as T,Gi as U,Y as V,Ki as W,Hi as X,Ui as Y,q as Z,fo as _,Po as a,W as at,lo as b,jo as c,z as ct,bo as d,j as dt,Li as et,yo as f,g as ft,po as g,ho as h,No as i,G as it,Q as j,io as k,Ao as l,P as lt,go as m,Lo as n,Pi as nt,Fo as o,V as ot,vo as p,zi as q,Io as r,Fi as rt,Mo as s,B as st,Ro as t,K as tt,Oo as u,M as ut,mo as v,oo as w,to as x,co as y,Wa as z};