import { execFileSync } from "node:child_process";
const run=(t,...a)=>execFileSync("node_modules/.bin/"+t,a,{encoding:"utf8",maxBuffer:2**26});
const wat=run("wasm-dis","/tmp/b.wasm");
const parts=wat.split(/\n (?=\(func )/).slice(1);
const tell=parts.find(p=>p.startsWith("(func $tell"));
console.log(tell.replace(/alter_connect[_a-z]*\[[0-9a-f]*\]::/g,'').replace(/browser::Browser/g,'B').replace(/handle::Handle/g,'H'));
