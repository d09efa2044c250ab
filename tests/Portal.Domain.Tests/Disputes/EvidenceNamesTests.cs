using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.Domain.Tests.Disputes;

public sealed class EvidenceNamesTests
{
    [Theory]
    [InlineData("khách ở tiệm.jpg", EvidenceType.Jpeg, "khách ở tiệm.jpg")]
    [InlineData("IMG_1.JPEG", EvidenceType.Jpeg, "IMG_1.jpg")]
    [InlineData("IMG_1.HEIF", EvidenceType.Heic, "IMG_1.heic")]
    [InlineData("photo.png", EvidenceType.Jpeg, "photo.png.jpg")]
    [InlineData("x.html", EvidenceType.Text, "x.html.txt")]
    [InlineData("x.exe", EvidenceType.Pdf, "x.exe.pdf")]
    [InlineData("../../etc/passwd", EvidenceType.Text, "passwd.txt")]
    [InlineData(@"C:\Users\An\ảnh.webp", EvidenceType.WebP, "ảnh.webp")]
    [InlineData(@"..\..\x", EvidenceType.Png, "x.png")]
    [InlineData("..", EvidenceType.Png, "evidence.png")]
    [InlineData(".", EvidenceType.Png, "evidence.png")]
    [InlineData(".htaccess", EvidenceType.Text, "htaccess.txt")]
    [InlineData(".jpg", EvidenceType.Jpeg, "evidence.jpg")]
    [InlineData("", EvidenceType.Jpeg, "evidence.jpg")]
    [InlineData(null, EvidenceType.Jpeg, "evidence.jpg")]
    [InlineData("   ", EvidenceType.Jpeg, "evidence.jpg")]
    [InlineData("a\0b\r\nc\t.pdf", EvidenceType.Pdf, "abc.pdf")]
    [InlineData("ảnh\u202egpj.exe", EvidenceType.Jpeg, "ảnhgpj.exe.jpg")]
    [InlineData("a\u200bb\ufeffc.png", EvidenceType.Png, "abc.png")]
    [InlineData("a\ue000b\ud800c.png", EvidenceType.Png, "abc.png")]
    [InlineData("a<b>:c\"d|e?f*.png", EvidenceType.Png, "a_b__c_d_e_f_.png")]
    [InlineData("a%2e%2e;rm -rf $HOME.png", EvidenceType.Png, "a_2e_2e_rm -rf _HOME.png")]
    [InlineData("a\u00a0\u2003 b.png", EvidenceType.Png, "a b.png")]
    [InlineData("CON", EvidenceType.Text, "_CON.txt")]
    [InlineData("nul.tar.txt", EvidenceType.Text, "_nul.tar.txt")]
    [InlineData("x. . .txt", EvidenceType.Text, "x.txt")]
    [InlineData("e\u0302\u0301.png", EvidenceType.Png, "ế.png")]
    [InlineData("👩‍👩‍👧.png", EvidenceType.Png, "👩👩👧.png")]
    public void R8_2_A_name_says_what_the_file_is_and_nothing_else(string? name, EvidenceType type, string clean) =>
        Assert.Equal(clean, EvidenceNames.Clean(name, type));

    [Theory]
    [InlineData("a")]
    [InlineData("ế")]
    [InlineData("👩")]
    [InlineData("e\u0302\u0301")]
    [InlineData("/")]
    [InlineData("\u202e")]
    [InlineData("\ud800")]
    [InlineData("a\u0301\u0301\u0301\u0301\u0301")]
    public void A_name_without_end_is_cut_between_letters(string part)
    {
        var clean = EvidenceNames.Clean(string.Concat(Enumerable.Repeat(part, 100_000)), EvidenceType.WebP);

        Assert.InRange(clean.Length, 6, EvidenceNames.Longest);
        Assert.EndsWith(".webp", clean, StringComparison.Ordinal);
        Assert.Null(TextCheck.RequiredText("name", clean, EvidenceNames.Longest));
    }

    [Fact]
    public void A_clean_name_stays_as_it_is()
    {
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var name = new string([.. Enumerable.Range(0, random.Next(200)).Select(_ => (char)random.Next(0x3000))]);
            var type = (EvidenceType)random.Next(6);
            var clean = EvidenceNames.Clean(name, type);

            Assert.Null(TextCheck.RequiredText("name", clean, EvidenceNames.Longest));
            Assert.Equal(clean, EvidenceNames.Clean(clean, type));
            Assert.DoesNotContain(clean, letter => letter is '/' or '\\' or ':' or '"' or '<' or '>');
        }
    }
}
