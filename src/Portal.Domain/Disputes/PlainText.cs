using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Portal.Domain.Disputes;

/// <summary>Plain text: UTF-8, nothing in it that is not written, and no document of another kind that is spelt in letters.</summary>
internal static class PlainText
{
    private static readonly SearchValues<byte> NotWritten = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(one => one is not ('\t' or '\n' or '\r')).Select(one => (byte)one), 0x7F]);

    /// <summary>What browsers take for a page, a picture or another document of these beginnings.</summary>
    private static readonly string[] Documents =
    [
        "<!doctype", "<html", "<head", "<body", "<script", "<iframe", "<svg", "<?xml", "<?php", "<!--", "<style", "<title", "<table",
            "<div",
        "<font", "<h1", "<a ", "<a>", "<b>", "<b ", "<br", "<p>", "<p ", "<img", "<object", "<embed", "<link", "<meta", "<math", "<x:",
            "<!entity",
        "%!ps", "{\\rtf", "mime-version:",
    ];

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>True when it may be text at all; <see cref="Read"/> says whether it is.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => !bytes[..Math.Min(bytes.Length, 512)].ContainsAny(NotWritten);

    public static Structure Read(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.StartsWith(Mark) ? bytes[Mark.Length..] : bytes;
        if (text.ContainsAny(NotWritten) || !Utf8.IsValid(text) || HasLatin1Controls(text))
            return new Structure(EvidenceRefusals.TypeNotAccepted);

        text = text.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty)
            return new Structure(EvidenceRefusals.Empty);
        foreach (var beginning in Documents)
        {
            if (text.Length >= beginning.Length && Ascii.EqualsIgnoreCase(text[..beginning.Length], beginning))
                return new Structure(EvidenceRefusals.TypeNotAccepted);
        }

        return new Structure();
    }

    /// <summary>U+0080 to U+009F, which terminals obey.</summary>
    private static bool HasLatin1Controls(ReadOnlySpan<byte> text)
    {
        int at;
        while ((at = text.IndexOf((byte)0xC2)) >= 0 && at + 1 < text.Length)
        {
            if (text[at + 1] < 0xA0)
                return true;
            text = text[(at + 2)..];
        }

        return false;
    }
}
