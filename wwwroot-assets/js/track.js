/*! Keeps the click that brought a customer to this shop, for its checkout. See docs/tracking.md.
 *  <script src="https://PORTAL/js/track.js" data-days="30" defer></script>
 *  portal.attribution()  →  { clickId, visitorId }  or  {}
 *  data-days: how long a click counts (30)   data-domain: share it with other hosts of the shop (".shop.example")
 *  data-strip: take the click id out of the address bar once it is kept
 */
(function (window, document) {
  "use strict";
  var NAME = "pclk";
  var TOKEN = /^[\w-]{84}$/;
  var DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  var script = document.currentScript || document.querySelector('script[src*="/track.js"]');
  var options = script ? script.dataset : {};
  var days = options.days > 0 ? +options.days : 30;
  var memory = "";

  // A browser may refuse any of these by throwing (blocked storage, sandboxed frame); the next one is then tried.
  function attempt(action) {
    try { return action() || ""; } catch (refused) { return ""; }
  }

  function genuine(text) {
    return TOKEN.test(text) ? text : "";
  }

  function fromCookie() {
    var found = ("; " + document.cookie).split("; " + NAME + "=")[1];
    return found ? genuine(found.split(";")[0]) : "";
  }

  function fromSession() {
    var kept = sessionStorage.getItem(NAME).split(" ");
    return +kept[1] > Date.now() ? genuine(kept[0]) : "";
  }

  function keep(token) {
    memory = token;
    attempt(function () {
      document.cookie = NAME + "=" + token + "; path=/; max-age=" + Math.round(days * 86400) + "; samesite=lax" +
        (options.domain ? "; domain=" + options.domain : "") + (location.protocol === "https:" ? "; secure" : "");
    });
    attempt(function () { sessionStorage.setItem(NAME, token + " " + (Date.now() + days * 864e5)); });
  }

  function strip() {
    var query = location.search.slice(1).split("&").filter(function (pair) { return pair.split("=")[0] !== NAME; }).join("&");
    history.replaceState(history.state, "", location.pathname + (query && "?" + query) + location.hash);
  }

  // The last click wins: whatever was kept before is replaced.
  var arrived = genuine((new RegExp("[?&]" + NAME + "=([^&]*)").exec(location.search) || [])[1]);
  if (arrived) {
    keep(arrived);
    if ("strip" in options) attempt(strip);
  }

  var portal = window.portal = window.portal || {};
  portal.attribution = function () {
    // The cookie first: another tab may have brought a later click.
    var token = attempt(fromCookie) || attempt(fromSession) || memory;
    if (!token) return {};
    // The visitor's id is part of the click id: characters 12 to 33, whose last shares four bits with what follows.
    return { clickId: token, visitorId: token.slice(12, 33) + DIGITS.charAt(DIGITS.indexOf(token.charAt(33)) & 48) };
  };
})(window, document);
