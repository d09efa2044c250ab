using System.Diagnostics;
using Portal.Domain.Disputes;

namespace Portal.Domain.Tests.Disputes;

/// <summary>Whatever the bytes are, they are read without a failure and in a time that follows from their number.</summary>
public sealed class EvidenceContentTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 10, 12, 0, 0, TimeSpan.FromHours(7));

    private static readonly byte[] Jpeg = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAABAAEB"
        + "AREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==");

    private static readonly byte[] Heic = Convert.FromBase64String(
        "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAAImlsb2MAAAAARE"
        + "AAAQABAAAAAAFmAAEAAAAAAAAAegAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAwmlwcnAAAACkaXBjbwAAAHhodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAA"
        + "DwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbqSSmubgQEDAgAAAMACAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAA"
        + "AAAAAAAGAAAABAAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAACCbWRhdAAAAHYoAa9Y+Rz4M7l+ESEn+XimvoswmvAK2nn33RnXQzA3F8z3eghKSSOZ"
        + "qfVMC2UxWHGaSaLAmLG2zKPh1HWQfMzZSiSmmO1O6XLdGNdQu/LqUeflKbz+E19qnl/fAzEG2nZogz3rPFmVSIhIbC9OurJEmusNfuRX");

    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static readonly byte[] WebP = Convert.FromBase64String("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=");

    [Fact]
    public void The_samples_are_what_they_are()
    {
        Assert.Equal([EvidenceType.Jpeg, EvidenceType.Heic, EvidenceType.Png, EvidenceType.WebP],
            new[] { Jpeg, Heic, Png, WebP }.Select(file => EvidenceContent.Read(file, Now).Value.Type));
    }

    [Fact]
    public void R8_2_Changed_and_cut_files_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(7);
        foreach (var file in new[] { Jpeg, Heic, Png, WebP })
        {
            for (var i = 0; i < 20_000; i++)
            {
                byte[] changed = [.. file.AsSpan(0, random.Next(4) == 0 ? random.Next(file.Length + 1) : file.Length)];
                for (var n = random.Next(6); n > 0 && changed.Length > 0; n--)
                    changed[random.Next(changed.Length)] = (byte)(random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => random.Next(256) });
                Assert.InRange(EvidenceContent.Read(changed, Now).Refusal?.Code.Length ?? 1, 1, 64);
            }
        }
    }

    [Theory]
    [InlineData("FFD8FF", "FFD8FF")]
    [InlineData("FFD8FF", "FF")]
    [InlineData("FFD8FF", "FFE00002")]
    [InlineData("FFD8FFD9", "FFD8FFD9")]
    [InlineData("0000001066747970686569630000000000000000", "00000008")]
    [InlineData("000000106674797068656963000000000000000C6D657461", "0000000869737065")]
    [InlineData("52494646F0FFFF0057454250", "5650382000000000")]
    [InlineData("89504E470D0A1A0A", "0000000049484452")]
    [InlineData("255044462D312E34", "2525454F46")]
    [InlineData("255044462D312E34", "504B0506")]
    [InlineData("255044462D312E34", "2F4372656174696F6E44617465")]
    [InlineData("61", "504B0506")]
    [InlineData("61", "C2")]
    [InlineData("61", "0A")]
    public void Ten_megabytes_that_repeat_themselves_take_no_time(string head, string part)
    {
        var bytes = new byte[EvidenceRules.MostBytes];
        var repeated = Convert.FromHexString(part);
        for (var at = 0; at < bytes.Length; at++)
            bytes[at] = repeated[at % repeated.Length];
        Convert.FromHexString(head).CopyTo(bytes, 0);

        var began = Stopwatch.GetTimestamp();
        _ = EvidenceContent.Read(bytes, Now);

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }
}
