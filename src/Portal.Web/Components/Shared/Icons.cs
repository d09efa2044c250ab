using System.Reflection;

namespace Portal.Web.Components.Shared;

/// <summary>The portal's pictures, drawn on a field of 24 × 24 with a line of 1.75: one style, no font to wait for.</summary>
public static class Icons
{
    public const string Home = """<path d="M4 10.5 12 4l8 6.5V20h-5.5v-5.5h-5V20H4z"/>""";
    public const string Link = """<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1"/><path d="M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1"/>""";
    public const string Orders = """<path d="M6 3h12v18l-3-2-3 2-3-2-3 2z"/><path d="M9.5 8h5M9.5 12h5"/>""";
    public const string Money = """<rect x="3" y="6" width="18" height="12" rx="2"/><circle cx="12" cy="12" r="2.5"/><path d="M6.5 12h.01M17.5 12h.01"/>""";
    public const string Lookup = """<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/><path d="M10.5 7.5v3.5l2 1.2"/>""";
    public const string Import = """<path d="M12 15V4m0 0L8 8m4-4 4 4"/><path d="M4 14v5a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-5"/>""";
    public const string Export = """<path d="M12 4v11m0 0-4-4m4 4 4-4"/><path d="M4 14v5a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-5"/>""";
    public const string Shop = """<path d="M4.5 10.5V20h15v-9.5"/><path d="M3 7.5 5 4h14l2 3.5a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0z"/><path d="M10 20v-5h4v5"/>""";
    public const string Programme = """<path d="M12 3 3.5 7.5 12 12l8.5-4.5z"/><path d="m3.5 12 8.5 4.5 8.5-4.5"/><path d="M3.5 16.5 12 21l8.5-4.5"/>""";
    public const string People = """<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20a6.5 6.5 0 0 1 13 0"/><path d="M16 4.7a3.5 3.5 0 0 1 0 6.6M18 14.2a6.5 6.5 0 0 1 3.5 5.8"/>""";
    public const string Person = """<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>""";
    public const string Key = """<circle cx="8" cy="15" r="4.5"/><path d="m11.2 11.8 8.3-8.3M15.5 7.5l3 3"/>""";
    public const string Users = """<circle cx="10" cy="8" r="4"/><path d="M2.5 20.5a7.5 7.5 0 0 1 11-6.6"/><path d="m15 18 2 2 4-4.5"/>""";
    public const string Shield = """<path d="M12 3 5 5.5v6c0 4.5 3 7.7 7 9.5 4-1.8 7-5 7-9.5v-6z"/><path d="m9 12 2 2 4-4"/>""";
    public const string Search = """<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>""";
    public const string Globe = """<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"/>""";
    public const string Sun = """<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"/>""";
    public const string Moon = """<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z"/>""";
    public const string Device = """<rect x="3" y="4" width="18" height="12" rx="2"/><path d="M9 20h6M12 16v4"/>""";
    public const string SignOut = """<path d="M10 4H5a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h5"/><path d="M15 8l4 4-4 4M19 12H9"/>""";
    public const string Switch = """<path d="M8 4 4 8l4 4"/><path d="M4 8h13"/><path d="m16 12 4 4-4 4"/><path d="M20 16H7"/>""";
    public const string More = """<circle cx="5" cy="12" r="1"/><circle cx="12" cy="12" r="1"/><circle cx="19" cy="12" r="1"/>""";
    public const string Down = """<path d="m6 9 6 6 6-6"/>""";
    public const string Up = """<path d="m6 15 6-6 6 6"/>""";
    public const string Left = """<path d="m15 6-6 6 6 6"/>""";
    public const string Right = """<path d="m9 6 6 6-6 6"/>""";
    public const string UpDown = """<path d="m8 10 4-4 4 4M8 14l4 4 4-4"/>""";
    public const string Close = """<path d="m6 6 12 12M18 6 6 18"/>""";
    public const string Check = """<path d="m5 12.5 4.5 4.5L19 7.5"/>""";
    public const string CheckCircle = """<circle cx="12" cy="12" r="9"/><path d="m8 12.2 2.8 2.8L16 9.5"/>""";
    public const string Clock = """<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>""";
    public const string CrossCircle = """<circle cx="12" cy="12" r="9"/><path d="m9 9 6 6M15 9l-6 6"/>""";
    public const string Undo = """<path d="M8 5 4 9l4 4"/><path d="M4 9h10a6 6 0 0 1 0 12h-3"/>""";
    public const string Info = """<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5h.01"/>""";
    public const string Alert = """<path d="M12 4 2.5 20h19z"/><path d="M12 10v4.5M12 17.2h.01"/>""";
    public const string Dot = """<circle cx="12" cy="12" r="4" fill="currentColor" stroke="none"/>""";
    public const string Copy = """<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M15 5.5V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h.5"/>""";
    public const string Plus = """<path d="M12 5v14M5 12h14"/>""";
    public const string Filter = """<path d="M4 5h16l-6.5 7.5V19l-3-1.5v-5z"/>""";
    public const string Calendar = """<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 9.5h16M8.5 3v4M15.5 3v4"/>""";
    public const string Pause = """<path d="M9 5v14M15 5v14"/>""";
    public const string Play = """<path d="M7 4.5v15l12-7.5z"/>""";
    public const string Qr = """<rect x="4" y="4" width="6" height="6" rx="1"/><rect x="14" y="4" width="6" height="6" rx="1"/><rect x="4" y="14" width="6" height="6" rx="1"/><path d="M14 14h2v2h-2zM18 14h2M14 18v2M18 18h2v2h-2z"/>""";
    public const string Edit = """<path d="M4 20h4L19 9l-4-4L4 16z"/><path d="m12.5 7.5 4 4"/>""";
    public const string Trash = """<path d="M4 7h16M9.5 7V4h5v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>""";
    public const string External = """<path d="M14 4h6v6M20 4l-9 9"/><path d="M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5"/>""";
    public const string File = """<path d="M6 3h8l4.5 4.5V21H6z"/><path d="M14 3v5h4.5"/>""";
    public const string Chart = """<path d="M4 20h16"/><path d="M7 16v-5M12 16V6M17 16v-8"/>""";
    public const string Inbox = """<path d="M4 13 6.5 5h11L20 13v6H4z"/><path d="M4 13h4.5l1.5 2.5h4l1.5-2.5H20"/>""";
    public const string Refresh = """<path d="M20 5v5h-5"/><path d="M4 19v-5h5"/><path d="M19 10a7.5 7.5 0 0 0-13.5-2.5M5 14a7.5 7.5 0 0 0 13.5 2.5"/>""";
    public const string Cursor = """<path d="m5 4 6.5 16 2.2-6.3L20 11.5z"/>""";
    public const string Scales = """<path d="M12 4v16M8 20h8M5 7h14"/><path d="m5 7-2.5 6a2.7 2.7 0 0 0 5 0zM19 7l-2.5 6a2.7 2.7 0 0 0 5 0z"/>""";
    public const string Lock = """<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>""";
    public const string Eye = """<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="3"/>""";
    public const string Pin = """<path d="M12 21c4-4.5 6.5-8 6.5-11.2a6.5 6.5 0 0 0-13 0C5.5 13 8 16.5 12 21z"/><circle cx="12" cy="9.8" r="2.3"/>""";

    private static readonly Dictionary<string, string> ByName = typeof(Icons).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.IsLiteral)
        .ToDictionary(field => field.Name, field => (string)field.GetRawConstantValue()!, StringComparer.Ordinal);

    /// <summary>The picture of this name.</summary>
    public static string Named(string name) => ByName[name];
}
