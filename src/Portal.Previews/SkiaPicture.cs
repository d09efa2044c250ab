using SkiaSharp;

namespace Portal.Previews;

/// <summary>Pictures that Skia reads: decoded, turned upright, made small, on white where they are transparent.</summary>
internal static class SkiaPicture
{
    private const int Quality = 82;

    /// <summary>Null when it cannot be drawn to its end, or is of another format than it was said to be.</summary>
    public static SKBitmap? Draw(byte[] file, string format)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat != FormatOf(format))
            return null;

        // a JPEG is decoded at an eighth, two eighths … of its size, whichever is still large enough
        var side = Math.Max(codec.Info.Width, codec.Info.Height);
        var scaled = codec.GetScaledDimensions(Math.Min(1f, (float)PreviewCommand.LongestSide / side));
        if (scaled.Width <= 0 || scaled.Height <= 0 || (long)scaled.Width * scaled.Height > PreviewCommand.MostPixels)
            return null;

        var info = new SKImageInfo(scaled.Width, scaled.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        using var bitmap = new SKBitmap(info);
        return codec.GetPixels(info, bitmap.GetPixels()) == SKCodecResult.Success ? Upright(bitmap, codec.EncodedOrigin) : null;
    }

    /// <summary>A JPEG of the pixels alone.</summary>
    public static SKData Encode(SKBitmap picture) => picture.Encode(SKEncodedImageFormat.Jpeg, Quality);

    /// <summary>Drawn as the camera was held, and not larger than a preview is.</summary>
    public static SKBitmap Upright(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        var (width, height) = origin >= SKEncodedOrigin.LeftTop ? (bitmap.Height, bitmap.Width) : (bitmap.Width, bitmap.Height);
        var scale = Math.Min(1f, (float)PreviewCommand.LongestSide / Math.Max(width, height));
        var upright = new SKBitmap(new SKImageInfo(
            Math.Max(1, (int)MathF.Round(width * scale)), Math.Max(1, (int)MathF.Round(height * scale)), SKColorType.Rgba8888,
            SKAlphaType.Opaque));
        using var canvas = new SKCanvas(upright);
        canvas.Clear(SKColors.White);
        canvas.Scale(scale);
        canvas.Concat(Turned(origin, bitmap.Width, bitmap.Height));
        using var image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return upright;
    }

    private static SKEncodedImageFormat? FormatOf(string format) => format switch
    {
        "jpeg" => SKEncodedImageFormat.Jpeg,
        "png" => SKEncodedImageFormat.Png,
        "webp" => SKEncodedImageFormat.Webp,
        _ => null,
    };

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
