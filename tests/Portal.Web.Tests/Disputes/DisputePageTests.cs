using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Disputes.Cases;
using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Security;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;
using Portal.Tests.Shared;
using Portal.Web.Components.Disputes;
using Portal.Web.Pages.Admin.Disputes;
using Portal.Web.SignIn;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.Disputes;

/// <summary>The pages of disputes, over a real database: what is written, what each side sees, what a reviewer decides.</summary>
public sealed class DisputePageTests : ComponentTest
{
    private World world = null!;

    static DisputePageTests() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public override async ValueTask InitializeAsync()
    {
        world = await World.CreateAsync();
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddSingleton(world.Get<ChangeNotifier>());
        Services.AddSingleton(world.Get<DisputeQueries>());
        Services.AddSingleton(world.Get<DisputePreviewQueries>());
        Services.AddSingleton(world.Get<DisputeStatisticsQueries>());
        Services.AddSingleton(world.Get<EvidenceQueries>());
        Services.AddSingleton(world.Get<StateEvidence>());
        Services.AddSingleton(world.Get<RemoveEvidence>());
        Services.AddSingleton<AntiforgeryStateProvider>(new NoToken());
        Services.AddSingleton(world.Get<OperatorOrderQueries>());
        Services.AddSingleton(world.Get<OrderQueries>());
        Services.AddSingleton(world.Get<DecisionQueries>());
        Services.AddSingleton(world.Get<SaveDispute>());
        Services.AddSingleton(world.Get<FileDispute>());
        Services.AddSingleton(world.Get<WithdrawDispute>());
        Services.AddSingleton(world.Get<AppealDispute>());
        Services.AddSingleton(world.Get<WriteMessage>());
        Services.AddSingleton(world.Get<ReviewDispute>());
        Services.AddSingleton(world.Get<AskForInformation>());
        Services.AddSingleton(world.Get<DecideDispute>());
        Services.AddSingleton(world.Get<ImportDisputes>());
    }

    protected override async Task EndAsync() => await world.DisposeAsync();

    [Fact]
    public async Task R8_1_What_is_typed_is_kept_and_found_again_after_a_closed_tab()
    {
        var (shop, partner, order) = await world.HasUncreditedOrderAsync();
        SignIn(world.PersonOf(partner));
        Open(DisputePaths.New(LedgerHolder.Partner, DisputeKind.MissingOrder, order, shop.Id));
        var page = Render<NewDispute>(with => with.Add(one => one.Side, LedgerHolder.Partner));
        page.WaitForElement("form.form textarea");
        Assert.Contains(page.FindAll("form.form input[type=text]"), input => input.GetAttribute("value") == order);

        await page.Find("form.form textarea").InputAsync("Khách bấm liên kết");
        page.WaitForElement("[data-saved=true]");
        var saved = (await world.Get<DisputeQueries>().DraftAsync(world.PersonOf(partner), order, null, null, default))!;
        Assert.Equal(("Khách bấm liên kết", DisputeState.Draft), (saved.Claim, saved.Case.State));
        Assert.EndsWith($"/partner/disputes/new?draft={saved.Case.Id}", Nav.Uri, StringComparison.Ordinal);

        // another tab, from the same order
        Open(DisputePaths.New(LedgerHolder.Partner, DisputeKind.MissingOrder, order, shop.Id));
        var again = Render<NewDispute>(with => with.Add(one => one.Side, LedgerHolder.Partner));
        again.WaitForAssertion(() => Assert.Contains("Tiếp tục bản nháp", again.Markup, StringComparison.Ordinal));
        Assert.Equal("Khách bấm liên kết", again.Find("form.form textarea").GetAttribute("value"));

        // nothing is filed without evidence
        await again.Find("form.form").SubmitAsync();
        again.WaitForAssertion(() => Assert.Contains("cần ít nhất một bằng chứng", again.Markup, StringComparison.Ordinal));
        await world.BringsAsync(world.PersonOf(partner), saved.Case.Id);
        await again.Find("form.form").SubmitAsync();
        again.WaitForAssertion(() => Assert.EndsWith($"/partner/disputes?case={saved.Case.Id}", Nav.Uri, StringComparison.Ordinal));
        Assert.Equal(
            DisputeState.Open, (await world.DisputeAsync(world.PersonOf(partner), saved.Case.Id)).Value.Case.State);
    }

    [Fact]
    public async Task R8_1_Filing_while_a_draft_is_being_saved_waits_for_it_and_files_what_was_typed_last()
    {
        var (shop, partner, order) = await world.HasUncreditedOrderAsync();
        SignIn(world.PersonOf(partner));
        Open(DisputePaths.New(LedgerHolder.Partner, DisputeKind.MissingOrder, order, shop.Id));
        var page = Render<NewDispute>(with => with.Add(one => one.Side, LedgerHolder.Partner));
        page.WaitForElement("form.form textarea");
        await page.Find("form.form textarea").InputAsync("Khách bấm");
        page.WaitForElement("[data-saved=true]");
        var draft = (await world.Get<DisputeQueries>().DraftAsync(world.PersonOf(partner), order, null, null, default))!.Case.Id;
        await world.BringsAsync(world.PersonOf(partner), draft);
        page.WaitForAssertion(() => Assert.Contains("tin-nhan.txt", page.Markup, StringComparison.Ordinal));

        var saving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Outage.Plan = async _ =>
        {
            saving.TrySetResult();
            await goOn.Task;
            return null;
        };
        var typed = page.Find("form.form textarea").InputAsync("Khách bấm liên kết");
        await saving.Task;
        var last = page.Find("form.form textarea").InputAsync("Khách bấm liên kết của tôi");
        var filed = page.Find("form.form").SubmitAsync();
        goOn.SetResult();
        await Task.WhenAll(typed, last, filed);

        page.WaitForAssertion(() => Assert.EndsWith($"/partner/disputes?case={draft}", Nav.Uri, StringComparison.Ordinal));
        var found = (await world.DisputeAsync(world.PersonOf(partner), draft)).Value;
        Assert.Equal((DisputeState.Open, "Khách bấm liên kết của tôi"), (found.Case.State, found.Claim));
    }

    [Fact]
    public async Task R8_3_The_list_opens_the_thread_and_an_answer_gives_the_turn_back()
    {
        var (_, partner, dispute) = await world.HasDisputeAsync();
        await world.ReviewAsync(dispute.Case.Id);
        await world.AsksAsync(dispute.Case.Id, "Ảnh chụp lúc nào?");
        SignIn(world.PersonOf(partner));
        Open($"partner/disputes?case={dispute.Case.Id}");
        var page = Render<OwnDisputes>(with => with.Add(one => one.Side, LedgerHolder.Partner));

        page.WaitForElement("dialog.sheet .thread");
        Assert.Contains(dispute.Case.Number!, Assert.Single(page.FindAll(".list tbody tr")).TextContent, StringComparison.Ordinal);
        Assert.Contains("Ảnh chụp lúc nào?", page.Find("dialog.sheet").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Admin.Name, page.Markup, StringComparison.Ordinal);

        await page.Find("dialog.sheet textarea").ChangeAsync("Hôm qua.");
        await page.Find("dialog.sheet form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Hôm qua.", page.Find("dialog.sheet .thread").TextContent, StringComparison.Ordinal));
        Assert.Equal(
            DisputeState.UnderReview, (await world.DisputeAsync(world.Admin, dispute.Case.Id)).Value.Case.State);
    }

    [Fact]
    public async Task R8_5_The_other_side_reads_the_thread_and_is_told_that_evidence_is_not_for_them()
    {
        var (shop, partner, dispute) = await world.HasDisputeAsync();
        SignIn(world.OwnerOf(shop));
        Open($"shop/disputes?case={dispute.Case.Id}");
        var page = Render<OwnDisputes>(with => with.Add(one => one.Side, LedgerHolder.Shop));

        page.WaitForElement("dialog.sheet .thread");
        Assert.Contains("Bằng chứng chỉ dành cho bên khiếu nại", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("tin-nhan.txt", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(partner.Name, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R8_4_The_reviewer_sees_all_times_on_one_line_and_what_accepting_would_post_and_accepts()
    {
        var (_, partner, dispute) = await world.HasDisputeAsync();
        SignIn(world.Admin);
        Open(DisputePaths.Case(dispute.Case.Id));
        var page = Render<Review>(with => with.Add(one => one.Id, dispute.Case.Id));
        page.WaitForElement("[data-preview]");

        var line = page.Find(".timeline").ParentElement!.TextContent;
        Assert.Contains("Bằng chứng: thời gian người gửi khai", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Đơn: Đặt đơn", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(line);
        Assert.Equal(
            ["+4.500", "+5.000", "-500"],
            page.FindAll("[data-preview] .number .dong").Select(amount => amount.TextContent.Split('\u00a0')[0].Replace('−', '-')));
        await Button(page, "Bắt đầu xem xét").ClickAsync();
        page.WaitForAssertion(() => Assert.NotNull(Button(page, "Chấp nhận")));

        await Button(page, "Chấp nhận").ClickAsync();
        page.WaitForElement("dialog.dialog form");
        await page.Find("dialog.dialog form").SubmitAsync();
        page.WaitForElement("dialog.dialog .field-error");
        await page.Find("dialog.dialog textarea").ChangeAsync("Đúng là khách của bên này.");
        await page.Find("dialog.dialog form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Đã chấp nhận", page.Markup, StringComparison.Ordinal));
        Assert.Equal(5_000, await world.EarnedAsync(partner));
        Assert.Empty(page.FindAll(".page-header button"));
    }

    [Fact]
    public async Task Finance_reads_the_screen_and_has_nothing_to_press()
    {
        var (_, _, dispute) = await world.HasDisputeAsync();
        SignIn(world.Finance());
        Open(DisputePaths.Case(dispute.Case.Id));
        var page = Render<Review>(with => with.Add(one => one.Id, dispute.Case.Id));

        page.WaitForElement("[data-preview]");
        Assert.Empty(page.FindAll(".page-header button"));
        Assert.Empty(page.FindAll("textarea"));
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }

    private NavigationManager Nav => Services.GetRequiredService<NavigationManager>();

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string text)
        where T : IComponent => page.FindAll("button").Single(button => button.TextContent.Trim() == text);

    private void SignIn(Actor actor)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, actor.ClientId.ToString()),
            new(PortalClaims.Name, actor.Name),
            new(PortalClaims.Role, actor.Role!.Value.ToString()),
            new(PortalClaims.Session, actor.SessionId!.Value.ToString()),
            new(PortalClaims.SecondFactor, "1"),
        ];
        if (actor.PartnerId is { } partner)
            claims.Add(new Claim(PortalClaims.Partner, partner.ToString()));
        if (actor.ShopId is { } shop)
            claims.Add(new Claim(PortalClaims.Shop, shop.ToString()));
        this.AddAuthorization().SetAuthorized(actor.Name).SetClaims([.. claims]);
    }
}
