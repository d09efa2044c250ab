using System.Buffers.Binary;

namespace Portal.Previews;

/// <summary>What the portal and this program have agreed on.</summary>
public static class PreviewCommand
{
    /// <summary>The assembly to start.</summary>
    public const string Assembly = "Portal.Previews.dll";

    /// <summary>The answer begins with whether there is a hash, and the hash.</summary>
    public const int HeadLength = 9;

    /// <summary>The preview follows on the output.</summary>
    public const int Drawn = 0;

    /// <summary>It cannot be drawn, however often it is tried.</summary>
    public const int NotDrawable = 3;

    /// <summary>Pixels of the longer side of a preview; the text of a photographed screen is read at half of it.</summary>
    public const int LongestSide = 1600;

    /// <summary>As much is decoded at the most; each pixel takes four bytes meanwhile.</summary>
    public const long MostPixels = 100_000_000;

    internal const int MostInput = 16 * 1024 * 1024;

    /// <param name="args">The format: <c>jpeg</c>, <c>png</c>, <c>webp</c> or <c>heic</c>.</param>
    /// <param name="input">The file.</param>
    /// <param name="output">Takes the preview.</param>
    public static int Run(string[] args, Stream input, Stream output)
    {
        if (args is not [var format] || ReadAll(input) is not { } file)
            return NotDrawable;

        using var picture = format == "heic" ? HeicPicture.Draw(file) : SkiaPicture.Draw(file, format);
        if (picture is null)
            return NotDrawable;

        var head = new byte[HeadLength];
        if (PerceptualHash.Of(picture) is { } hash)
        {
            head[0] = 1;
            BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(1), hash);
        }

        using var encoded = SkiaPicture.Encode(picture);
        output.Write(head);
        encoded.SaveTo(output);
        output.Flush();
        return Drawn;
    }

    private static byte[]? ReadAll(Stream input)
    {
        using var all = new MemoryStream();
        var piece = new byte[64 * 1024];
        int length;
        while ((length = input.Read(piece)) > 0)
        {
            all.Write(piece, 0, length);
            if (all.Length > MostInput)
                return null;
        }

        return all.ToArray();
    }
}
