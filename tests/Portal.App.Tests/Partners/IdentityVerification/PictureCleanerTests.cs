using System.Text;
using Portal.App.Partners.IdentityVerification;
using Portal.Demo;
using Portal.Domain.Common;
using Portal.Domain.Partners;
using SkiaSharp;

namespace Portal.App.Tests.Partners.IdentityVerification;

/// <summary>Of a stranger's picture nothing is kept but what can be seen in it.</summary>
public sealed class PictureCleanerTests
{
    private const string Secret = "10.7769N 106.7009E";

    [Fact]
    public async Task R10_3_Neither_metadata_nor_what_hides_behind_the_picture_is_kept()
    {
        var clean = (await CleanAsync([.. WithExif(Photo(1200, 800), 1), .. "<script>alert(1)</script>"u8])).Value;

        Assert.Equal("image/jpeg", IdentityPicture.ContentType(clean));
        foreach (var hidden in (string[])[Secret, "Exif", "script"])
            Assert.Equal(-1, clean.AsSpan().IndexOf(Encoding.ASCII.GetBytes(hidden)));
        Assert.Equal((1200, 800), SizeOf(clean));
    }

    [Theory]
    [InlineData(1, 1200, 800, 0, 0)]
    [InlineData(3, 1200, 800, 1199, 799)]
    [InlineData(6, 800, 1200, 799, 0)]
    [InlineData(8, 800, 1200, 0, 1199)]
    public async Task A_picture_stands_as_the_camera_was_held(int orientation, int width, int height, int markX, int markY)
    {
        var clean = (await CleanAsync(WithExif(Photo(1200, 800), orientation))).Value;

        using var picture = SKBitmap.Decode(clean);
        Assert.Equal((width, height), (picture.Width, picture.Height));
        var mark = picture.GetPixel(Math.Clamp(markX, 8, width - 9), Math.Clamp(markY, 8, height - 9));
        Assert.True(mark is { Red: > 180, Green: < 80 }, $"the red corner is not where it belongs but {mark}");
    }

    [Fact]
    public async Task A_picture_of_a_large_camera_is_made_smaller()
    {
        var clean = (await CleanAsync(Photo(6_000, 4_000))).Value;
        Assert.Equal((3_000, 2_000), SizeOf(clean));
    }

    [Fact]
    public async Task A_transparent_picture_lies_on_white()
    {
        using var bitmap = new SKBitmap(800, 600, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        bitmap.Erase(SKColors.Transparent);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);

        using var clean = SKBitmap.Decode((await CleanAsync(png.ToArray())).Value);

        Assert.True(clean.GetPixel(400, 300) is { Red: > 250, Green: > 250, Blue: > 250 });
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public async Task A_picture_that_was_not_sent_whole_is_refused_with_what_to_do(double part)
    {
        foreach (var whole in (byte[][])[Photo(1200, 800), DemoCard.Side(1, front: true)])
        {
            Assert.True((await CleanAsync(whole)).Succeeded);
            Assert.Equal(("front", IdentityRefusals.PictureDamaged), Wrong(await CleanAsync(whole[..(int)(whole.Length * part)])));
        }
    }

    [Fact]
    public async Task One_that_begins_as_another_format_is_refused_whatever_it_is()
    {
        using var bitmap = new SKBitmap(800, 600);
        foreach (var format in (SKEncodedImageFormat[])[SKEncodedImageFormat.Webp])
        {
            using var encoded = bitmap.Encode(format, 90);
            Assert.Equal(("front", IdentityRefusals.NotAPicture), Wrong(await CleanAsync(encoded.ToArray())));
        }
    }

    private static async Task<Outcome<byte[]>> CleanAsync(byte[] picture)
    {
        using var cleaner = new PictureCleaner();
        return await cleaner.CleanAsync("front", picture, default);
    }

    private static (string Field, string Code) Wrong(Outcome<byte[]> outcome)
    {
        var error = Assert.Single(outcome.Refusal!.Fields);
        return (error.Field, error.Code);
    }

    private static (int Width, int Height) SizeOf(byte[] picture)
    {
        using var codec = SKCodec.Create(new MemoryStream(picture));
        return (codec.Info.Width, codec.Info.Height);
    }

    /// <summary>Grey with noise, so that it does not compress to nothing, and red in its upper left corner.</summary>
    private static byte[] Photo(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.Gray);
            using var paint = new SKPaint();
            for (var i = 0; i < 2_000; i++)
            {
                paint.Color = new SKColor((byte)(i * 37), (byte)(i * 91), (byte)(i * 53));
                canvas.DrawRect(width * (i % 50) / 50f, height * (i / 50) / 40f, width / 60f, height / 60f, paint);
            }

            paint.Color = SKColors.Red;
            canvas.DrawRect(0, 0, width / 10f, height / 10f, paint);
        }

        using var encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return encoded.ToArray();
    }

    /// <summary>With a segment as cameras write it: how it was held, and a place in its description.</summary>
    private static byte[] WithExif(byte[] jpeg, int orientation)
    {
        byte[] tiff =
        [
            .. "MM\0*"u8, 0, 0, 0, 8, 0, 2,
            0x01, 0x0E, 0, 2, 0, 0, 0, (byte)Secret.Length, 0, 0, 0, 38,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0,
            0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Secret),
        ];
        var length = 2 + 6 + tiff.Length;
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. "Exif\0\0"u8, .. tiff, .. jpeg[2..]];
    }
}
