using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.Domain.Tests.Disputes;

public sealed class EvidenceRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 10, 12, 0, 0, TimeSpan.FromHours(7));

    [Theory]
    [InlineData(0, EvidenceRefusals.Empty)]
    [InlineData(1, null)]
    [InlineData((10 * 1024 * 1024) - 1, null)]
    [InlineData(10 * 1024 * 1024, null)]
    [InlineData((10 * 1024 * 1024) + 1, EvidenceRefusals.TooLarge)]
    [InlineData(long.MaxValue, EvidenceRefusals.TooLarge)]
    public void R8_2_A_file_has_10_MiB_at_most(long bytes, string? code) => Assert.Equal(code, EvidenceRules.CheckSize(bytes)?.Code);

    [Theory]
    [InlineData(0, null)]
    [InlineData(9, null)]
    [InlineData(10, EvidenceRefusals.Full)]
    [InlineData(11, EvidenceRefusals.Full)]
    public void R8_2_A_dispute_has_ten_files_at_most(int files, string? code) => Assert.Equal(code, EvidenceRules.CheckCount(files)?.Code);

    [Theory]
    [InlineData(0, false)]
    [InlineData(24 * 60 * 60, false)]
    [InlineData((24 * 60 * 60) + 1, true)]
    [InlineData(-24 * 60 * 60, false)]
    [InlineData((-24 * 60 * 60) - 1, true)]
    public void R8_2_A_difference_of_more_than_a_day_stands_out(int seconds, bool differs) =>
        // the same instants, however each is written
        Assert.Equal(differs, EvidenceRules.Differs(Now, Now.AddSeconds(seconds).ToOffset(TimeSpan.FromHours(-8))));

    [Fact]
    public void R8_2_Where_a_time_is_not_known_nothing_differs()
    {
        Assert.False(EvidenceRules.Differs(null, Now));
        Assert.False(EvidenceRules.Differs(Now, null));
        Assert.False(EvidenceRules.Differs(null, null));
    }

    [Fact]
    public void R8_2_A_stated_time_is_neither_to_come_nor_absurd()
    {
        Assert.Empty(EvidenceRules.CheckStatement(null, null, Now));
        Assert.Empty(EvidenceRules.CheckStatement(Now.AddMinutes(5), "Khách đến tiệm", Now));
        Assert.Equal(FieldCodes.DateInFuture, Code(EvidenceRules.CheckStatement(Now.AddMinutes(6), null, Now)));
        Assert.Empty(EvidenceRules.CheckStatement(EvidenceRules.Earliest, null, Now));
        Assert.Equal(FieldCodes.DateTooEarly, Code(EvidenceRules.CheckStatement(EvidenceRules.Earliest.AddTicks(-1), null, Now)));
        Assert.Equal(FieldCodes.TooLong, Code(EvidenceRules.CheckStatement(Now, new string('x', 1001), Now)));
        Assert.Equal(FieldCodes.UnprintableCharacter, Code(EvidenceRules.CheckStatement(Now, "a\u202eb", Now)));
    }

    private static string Code(IEnumerable<FieldError> errors) => Assert.Single(errors).Code;
}
