namespace Portal.Web.Tests.Texts;

/// <summary>
/// The words that stand for one thing only, wherever they are said: <c>chờ duyệt</c> is an order that its shop has not confirmed, <c>tạm
/// tính</c> a month or week whose figures may still change.
/// </summary>
public sealed class OneWordOneMeaningTests
{
    /// <summary>What an order, its reward or its surcharge is.</summary>
    private static readonly string[] OfOrders =
    [
        "OrderStatus_Pending", "RewardState_Pending", "Decision_pending", "TilePending", "Pending", "RewardSplit", "PendingSum", "StillPending",
            "AskTextReinstated", "Field_unknown_status",
        "Refusal_order_conflict", "AmendedOrdersNote", "AmendOrders",
    ];

    /// <summary>What a tile or a document of a period is until it is closed.</summary>
    private static readonly string[] OfPeriods =
        ["Provisional", "StatementProvisional", "StatementProvisionalText", "Refusal_document_not_final"];

    [Theory]
    [InlineData("chờ duyệt")]
    [InlineData("tạm tính")]
    public void A_word_is_said_of_one_thing_only(string word)
    {
        string[] may = word == "tạm tính" ? OfPeriods : OfOrders;

        var said = ResourceFiles.All.SelectMany(ResourceFiles.Vietnamese)
            .Where(text => text.Value.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(text => text.Key).ToList();

        Assert.Empty(said.Except(may));
        Assert.NotEmpty(said);
    }

    [Fact]
    public void A_state_of_a_partners_balance_is_said_in_one_place()
    {
        var words = ResourceFiles.Named("WordTexts").Where(text => text.Key.StartsWith("BalancePart_", StringComparison.Ordinal))
            .Select(text => text.Value).ToList();

        var twice = ResourceFiles.All.Where(file => Path.GetFileNameWithoutExtension(file) is "MoneyTexts" or "PartnerTexts")
            .SelectMany(ResourceFiles.Vietnamese)
            .Where(text => text.Key.StartsWith("Tile", StringComparison.Ordinal) && words.Contains(text.Value));

        Assert.Empty(twice);
    }
}
