using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Security;
using Portal.Domain.Disputes;
using Portal.Tests.Shared;
using Portal.Web.Components.Disputes;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.Disputes;

/// <summary>The parts of pages that take evidence, over a real database.</summary>
public sealed class EvidenceComponentTests : ComponentTest
{
    private World world = null!;

    static EvidenceComponentTests() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public override async ValueTask InitializeAsync()
    {
        world = await World.CreateAsync();
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddSingleton(world.Get<ChangeNotifier>());
        Services.AddSingleton(world.Get<StateEvidence>());
        Services.AddSingleton(world.Get<RemoveEvidence>());
        Services.AddSingleton<AntiforgeryStateProvider>(new Token());
    }

    [Fact]
    public async Task The_place_takes_several_files_or_a_photo_and_tells_its_script_where_they_go()
    {
        var (owner, dispute, _) = await SceneAsync(EvidenceSamples.Jpeg());
        var changed = new TaskCompletionSource();
        var place = Render<EvidenceUpload>(parameters => parameters.Add(one => one.DisputeId, dispute)
            .Add(one => one.Changed, EventCallback.Factory.Create(this, changed.SetResult)));

        var root = place.Find("[data-evidence]");
        Assert.Equal(($"/evidence/{dispute}", "10485760", "the-token", "RequestVerificationToken"),
            (root.GetAttribute("data-evidence"), root.GetAttribute("data-most"), root.GetAttribute("data-token"),
                root.GetAttribute("data-token-name")));
        Assert.Equal("Mỗi tệp bằng chứng không được quá 10 MB.", root.GetAttribute("data-large"));
        var inputs = place.FindAll("input[type=file][data-evidence-input]");
        Assert.True(inputs[0].HasAttribute("multiple"));
        Assert.Contains("image/heic", inputs[0].GetAttribute("accept"), StringComparison.Ordinal);
        Assert.Equal(("environment", "image/*"), (inputs[1].GetAttribute("capture"), inputs[1].GetAttribute("accept")));

        // whoever brings a file, and however, the page reads again
        await world.BringsAsync(owner, await world.HasDisputeForEvidenceAsync(owner), "another dispute's"u8.ToArray());
        await world.BringsAsync(owner, dispute, "tin nhắn"u8.ToArray());
        await changed.Task.WaitAsync(DefaultWaitTimeout);
    }

    [Fact]
    public async Task R8_2_The_files_own_time_is_what_one_begins_with_and_is_stated_with_a_press()
    {
        var (owner, dispute, file) = await SceneAsync(EvidenceSamples.Jpeg(exif: EvidenceSamples.Exif("2026:06:09 08:15:30")));
        var changed = 0;
        _ = Floating;
        var form = Render<EvidenceStatement>(parameters => parameters.Add(one => one.File, EvidenceView.Of(file))
            .Add(one => one.Actor, owner).Add(one => one.IsDraft, true)
            .Add(one => one.Changed, EventCallback.Factory.Create(this, () => changed++)));

        Assert.Contains("09/06/2026", form.FindAll("input").Select(input => input.GetAttribute("value")));
        Assert.Contains("08:15", form.FindAll("input").Select(input => input.GetAttribute("value")));
        await form.Find("form").SubmitAsync();

        Assert.Equal(1, changed);
        await using var db = await world.DbAsync();
        Assert.Equal(new DateTimeOffset(2026, 6, 9, 8, 15, 0, TimeSpan.FromHours(7)), (await db.EvidenceFiles.SingleAsync()).StatedAt);
    }

    [Fact]
    public async Task A_file_without_a_time_asks_for_one_at_its_field()
    {
        var (owner, _, file) = await SceneAsync("tin nhắn"u8.ToArray());
        _ = Floating;
        var form = Render<EvidenceStatement>(parameters => parameters.Add(one => one.File, EvidenceView.Of(file))
            .Add(one => one.Actor, owner));

        await form.Find("form").SubmitAsync();

        Assert.Contains("Cần nhập mục này", form.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(form.FindAll("button"), button => button.TextContent.Contains("Gỡ tệp", StringComparison.Ordinal));
    }

    protected override async Task EndAsync() => await world.DisposeAsync();

    private async Task<(Actor Owner, Guid Dispute, EvidenceFile File)> SceneAsync(byte[] bytes)
    {
        var owner = world.OwnerOf(await world.HasShopAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(owner, isDraft: true);
        return (owner, dispute, (await world.BringsAsync(owner, dispute, bytes)).Value);
    }

    private sealed class Token : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken GetAntiforgeryToken() => new("the-token", "field");
    }
}
