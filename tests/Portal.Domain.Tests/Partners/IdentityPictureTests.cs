using Portal.Domain.Common;
using Portal.Domain.Partners;

namespace Portal.Domain.Tests.Partners;

/// <summary>A picture is what its bytes say, and large enough to read.</summary>
public sealed class IdentityPictureTests
{
    [Theory]
    [InlineData(600, 350)]
    [InlineData(350, 600)]
    [InlineData(8_000, 6_000)]
    [InlineData(12_000, 4_000)]
    public void A_picture_that_can_be_read_is_accepted(int width, int height)
    {
        Assert.Null(IdentityPicture.Check("front", Png(width, height)));
        Assert.Null(IdentityPicture.Check("front", Jpeg(width, height)));
        Assert.Equal("image/png", IdentityPicture.ContentType(Png(width, height)));
        Assert.Equal("image/jpeg", IdentityPicture.ContentType(Jpeg(width, height)));
    }

    [Theory]
    [InlineData(599, 350)]
    [InlineData(600, 349)]
    [InlineData(349, 599)]
    public void One_that_is_too_small_is_not(int width, int height)
    {
        Assert.Equal(IdentityRefusals.PictureTooSmall, IdentityPicture.Check("front", Png(width, height))?.Code);
        Assert.Equal(IdentityRefusals.PictureTooSmall, IdentityPicture.Check("front", Jpeg(width, height))?.Code);
    }

    [Theory]
    [InlineData(12_000, 12_000)]
    [InlineData(8_000, 6_251)]
    public void One_of_more_pixels_than_anybody_needs_is_refused_by_its_head(int width, int height)
    {
        Assert.Equal(IdentityRefusals.PictureTooManyPixels, IdentityPicture.Check("front", Png(width, height))?.Code);
        Assert.Equal(IdentityRefusals.PictureTooManyPixels, IdentityPicture.Check("front", Jpeg(width, height))?.Code);
    }

    [Fact]
    public void What_is_no_picture_is_refused_whatever_it_begins_with()
    {
        Assert.Equal(FieldCodes.Required, IdentityPicture.Check("front", [])?.Code);
        foreach (var bytes in new byte[][]
        {
            "<svg onload=alert(1)>"u8.ToArray(),
            "GIF89a"u8.ToArray(),
            [0xFF, 0xD8, 0xFF],
            [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0],
            Png(800, 600)[..20],
            Png(0, 600),
            Png(-800, 600),
            Png(12_001, 600),
            Jpeg(800, 600)[..12],
        })
        {
            Assert.Equal(IdentityRefusals.NotAPicture, IdentityPicture.Check("front", bytes)?.Code);
        }
    }

    [Fact]
    public void Its_size_is_limited_to_the_byte()
    {
        var largest = new byte[IdentityPicture.MostBytes];
        Png(800, 600).CopyTo(largest, 0);

        Assert.Null(IdentityPicture.Check("front", largest));
        Assert.Equal(IdentityRefusals.PictureTooLarge, IdentityPicture.Check("front", new byte[IdentityPicture.MostBytes + 1])?.Code);
    }

    private static byte[] Png(int width, int height) =>
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, .. Big(width, 4), .. Big(height, 4), 8, 2, 0, 0, 0];

    /// <summary>With a segment before the frame header, and fill bytes between them.</summary>
    private static byte[] Jpeg(int width, int height) =>
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, 0xC0, 0, 11, 8, .. Big(height, 2), .. Big(width, 2), 1, 1, 0x11, 0];

    private static byte[] Big(int value, int bytes) => [.. Enumerable.Range(0, bytes).Select(i => (byte)(value >> (8 * (bytes - 1 - i))))];
}
