using Portal.Domain.Common;
using Portal.Domain.Partners;
using SkiaSharp;

namespace Portal.App.Partners.IdentityVerification;

/// <summary>
/// Makes of a stranger's picture one of our own: decoded under limits, turned upright, made no larger than anybody needs, and encoded
/// anew. Nothing of the file remains but what can be seen: no place, device or owner, and nothing that hides behind the picture.
/// </summary>
public sealed class PictureCleaner : IDisposable
{
    /// <summary>Pixels of the longer side of what is kept; the letters of a card are read at half of it.</summary>
    public const int LongestSide = 3_000;

    private const int Quality = 90;

    // one picture at a time: each may take MostMegapixels × 4 bytes while it is decoded, whoever sends how many
    private readonly SemaphoreSlim turn = new(1);

    public void Dispose() => turn.Dispose();

    /// <summary>
    /// The picture as a JPEG. Refuses as <see cref="IdentityPicture.Check"/> does, before a pixel is decoded, and then what cannot be
    /// decoded to its end (<c>picture_damaged</c>).
    /// </summary>
    /// <param name="field">The field that it was sent in.</param>
    /// <param name="picture">The file.</param>
    /// <param name="cancellationToken">Ends the waiting for the turn.</param>
    public async Task<Outcome<byte[]>> CleanAsync(string field, byte[] picture, CancellationToken cancellationToken)
    {
        if (IdentityPicture.Check(field, picture) is { } error)
            return Refusal.Invalid(error);

        await turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Clean(picture), cancellationToken) is { } clean
                ? clean
                : Refusal.Invalid(new FieldError(field, IdentityRefusals.PictureDamaged));
        }
        finally
        {
            turn.Release();
        }
    }

    private static byte[]? Clean(byte[] picture)
    {
        using var data = SKData.CreateCopy(picture);
        using var codec = SKCodec.Create(data);
        // the decoder's own word on what it would decode, not only ours
        if (codec is not { EncodedFormat: SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png })
            return null;
        var pixels = (long)codec.Info.Width * codec.Info.Height;
        if (pixels > IdentityPicture.MostPixels)
            return null;
        // the decoder fills up with grey what a JPEG ends before; eight pixels by eight take a bit at the very least
        if (codec.EncodedFormat == SKEncodedImageFormat.Jpeg && picture.Length < pixels / (64 * 8))
            return null;

        // a JPEG is decoded at an eighth, two eighths … of its size, whichever is still large enough
        var scaled = codec.GetScaledDimensions(Math.Min(1f, (float)LongestSide / Math.Max(codec.Info.Width, codec.Info.Height)));
        var info = new SKImageInfo(scaled.Width, scaled.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        using var bitmap = new SKBitmap(info);
        if (codec.GetPixels(info, bitmap.GetPixels()) != SKCodecResult.Success)
            return null;

        using var upright = Upright(bitmap, codec.EncodedOrigin);
        using var encoded = upright.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return encoded?.ToArray();
    }

    /// <summary>Drawn as the camera was held, on white where it is transparent, and not larger than <see cref="LongestSide"/>.</summary>
    private static SKImage Upright(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        var (width, height) = origin >= SKEncodedOrigin.LeftTop ? (bitmap.Height, bitmap.Width) : (bitmap.Width, bitmap.Height);
        var scale = Math.Min(1f, (float)LongestSide / Math.Max(width, height));
        using var surface = SKSurface.Create(new SKImageInfo(
            Math.Max(1, (int)MathF.Round(width * scale)), Math.Max(1, (int)MathF.Round(height * scale)), SKColorType.Rgba8888,
            SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        surface.Canvas.Concat(Turned(origin, bitmap.Width, bitmap.Height));
        using var image = SKImage.FromBitmap(bitmap);
        surface.Canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return surface.Snapshot();
    }

    private static SKMatrix Turned(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
