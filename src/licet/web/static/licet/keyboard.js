/* Shortcuts of one and two keys. Off inside fields, and off where the page says data-keys="off". No key signs or decides. */
(function () {
  "use strict";
  var body = document.body;
  var go = { w: "work", c: "cases", a: "agreements", l: "law" };
  var waiting = 0;

  function inField(node) {
    return node.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(node.tagName);
  }
  function open(name) {
    var link = document.querySelector('[data-go="' + name + '"]');
    if (link) { window.location.assign(link.href); }
  }
  function rows() {
    return Array.prototype.slice.call(document.querySelectorAll("main tbody tr a[href], main .blk a[href], main .task a[href]"))
      .filter(function (a, i, all) {
        var row = a.closest("tr, li");
        return all.findIndex(function (b) { return b.closest("tr, li") === row; }) === i;
      });
  }
  function step(by) {
    var direct = document.querySelector('[data-step="' + by + '"]');
    if (direct) { window.location.assign(direct.href); return; }
    var all = rows();
    var at = all.indexOf(document.activeElement);
    var next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
    if (next) { next.focus(); }
  }
  function basis() {
    var focused = document.activeElement;
    var note = focused && focused.closest('[id^="b"]');
    if (note && note.parentElement.classList.contains("basis")) {
      var back = document.querySelector('sup.n a[href="#' + note.id + '"]');
      if (back) { back.focus(); }
      return;
    }
    var near = focused && (focused.closest("li, tr, p, section") || body).querySelector("sup.n a");
    var target = near && document.getElementById(near.getAttribute("href").slice(1));
    if (target) { target.tabIndex = -1; target.focus(); }
  }

  document.addEventListener("keydown", function (event) {
    if (body.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) { return; }
    var key = event.key;
    if (waiting && Date.now() - waiting < 1500 && go[key]) { waiting = 0; event.preventDefault(); open(go[key]); return; }
    waiting = key === "g" ? Date.now() : 0;
    if (key === "/") {
      var jump = document.getElementById("jump");
      if (jump) { event.preventDefault(); jump.focus(); }
    } else if (key === "?") { open("keyboard"); }
    else if (key === "j") { step(1); }
    else if (key === "k") { step(-1); }
    else if (key === "b") { basis(); }
  });

  /* After a fault in a form the summary is read first. */
  var summary = document.querySelector(".err[role=alert]");
  if (summary) { summary.focus(); }
})();
