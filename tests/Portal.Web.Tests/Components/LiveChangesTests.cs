using System.Globalization;
using Portal.App.Platform.Changes;
using Portal.Web.Components;

namespace Portal.Web.Tests.Components;

/// <summary>Pages that read again when something changes.</summary>
public sealed class LiveChangesTests
{
    [Fact]
    public async Task A_page_reads_again_in_the_language_of_its_reader_whoever_made_the_change()
    {
        var (format, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("vi-VN");
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
            var notifier = new ChangeNotifier();
            var read = new TaskCompletionSource<(string, string)>();
            using var live = new LiveChanges(notifier, _ => true, () =>
            {
                read.TrySetResult((CultureInfo.CurrentCulture.Name, CultureInfo.CurrentUICulture.Name));
                return Task.CompletedTask;
            });

            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.InvariantCulture, CultureInfo.InvariantCulture);
            notifier.Publish([new Change { Topic = ChangeTopics.Order, SubjectId = Guid.Empty, At = DateTimeOffset.UnixEpoch }]);

            Assert.Equal(("vi-VN", "en"), await read.Task.WaitAsync(TimeSpan.FromSeconds(20)));
            Assert.Equal(CultureInfo.InvariantCulture, CultureInfo.CurrentCulture);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (format, words);
        }
    }
}
