using ImageMagick;
using SkiaSharp;

namespace Portal.Previews;

/// <summary>
/// HEIC, which ImageMagick reads. It reads a hundred other formats too, some of which are programs: the format is forced, and what it may
/// use is limited.
/// </summary>
internal static class HeicPicture
{
    private const ulong Megabyte = 1024 * 1024;

    /// <summary>Null when it cannot be drawn, or only with a warning: ImageMagick fills up what is cut.</summary>
    public static SKBitmap? Draw(byte[] file)
    {
        ResourceLimits.Width = 16_384;
        ResourceLimits.Height = 16_384;
        ResourceLimits.Area = PreviewCommand.MostPixels;
        ResourceLimits.Memory = 768 * Megabyte;
        ResourceLimits.Disk = 0;
        ResourceLimits.Thread = 1;
        ResourceLimits.ListLength = 64;
        ResourceLimits.Time = 15;
        try
        {
            using var image = new MagickImage();
            var warned = false;
            image.Warning += (_, _) => warned = true;
            image.Read(file, new MagickReadSettings { Format = MagickFormat.Heic, FrameIndex = 0, FrameCount = 1 });
            if (warned)
                return null;

            // it lies upright already: how a HEIC was held is part of the format
            image.Alpha(AlphaAction.Remove);
            image.ColorSpace = ColorSpace.sRGB;
            if (Math.Max(image.Width, image.Height) > PreviewCommand.LongestSide)
                image.Resize(PreviewCommand.LongestSide, PreviewCommand.LongestSide);
            using var pixels = image.GetPixels();
            if (pixels.ToByteArray(PixelMapping.RGBA) is not { } bytes)
                return null;

            var bitmap = new SKBitmap(
                new SKImageInfo((int)image.Width, (int)image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
            System.Runtime.InteropServices.Marshal.Copy(bytes, 0, bitmap.GetPixels(), bytes.Length);
            return bitmap;
        }
        catch (MagickException)
        {
            return null;
        }
    }
}
