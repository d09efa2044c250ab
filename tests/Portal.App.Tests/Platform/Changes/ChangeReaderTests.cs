using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Platform.Changes;

/// <summary>What other nodes changed is passed on once, and the table is not read from its beginning each second.</summary>
public sealed class ChangeReaderTests
{
    [DatabaseTheory]
    public async Task Each_note_is_passed_on_also_one_whose_number_was_given_before_and_committed_after_others(DatabaseProvider provider)
    {
        await using var scene = await Scene.CreateAsync(provider);
        await scene.NoteAsync(100);
        await scene.ReadAsync();
        await scene.NoteAsync(90);

        scene.World.Clock.Advance(TimeSpan.FromSeconds(50));
        await scene.ReadAsync();
        await scene.NoteAsync(101);
        await scene.ReadAsync();

        Assert.Equal([100, 90, 101], scene.Passed);
    }

    [DatabaseTheory]
    public async Task An_hour_of_notes_is_not_read_again_each_time(DatabaseProvider provider)
    {
        await using var scene = await Scene.CreateAsync(provider);
        for (var minute = 0; minute < 10; minute++)
        {
            await scene.NoteAsync(1000 + minute);
            await scene.ReadAsync();
            scene.World.Clock.Advance(TimeSpan.FromSeconds(61));
        }

        // the last reading began a few minutes back
        Assert.InRange(scene.LastFrom, 1005, 1008);
        Assert.Equal(Enumerable.Range(1000, 10).Select(number => (long)number), scene.Passed);
    }

    [DatabaseTheory]
    public async Task Notes_are_deleted_after_an_hour_however_many_there_are(DatabaseProvider provider)
    {
        await using var scene = await Scene.CreateAsync(provider);
        await scene.NoteAsync([.. Enumerable.Range(1, 2_001).Select(number => (long)number)]);
        await scene.ReadAsync();
        scene.World.Clock.Advance(TimeSpan.FromHours(1.1));

        await scene.ReadAsync();

        await using var db = await scene.World.DbAsync();
        Assert.Equal(0, await db.Changes.CountAsync());
    }

    private sealed class Scene : DbCommandInterceptor, IDbContextFactory<PortalDb>, IAsyncDisposable
    {
        private readonly ChangeNotifier notifier = new();
        private readonly ChangeReader reader;

        private Scene(World world)
        {
            World = world;
            reader = new ChangeReader(this, notifier, world.Clock, NullLogger<ChangeReader>.Instance);
            notifier.Subscribe(change => Passed.Add(change.Seq));
        }

        public World World { get; }

        public List<long> Passed { get; } = [];

        /// <summary>From which number on the last reading looked.</summary>
        public long LastFrom { get; private set; }

        public static async Task<Scene> CreateAsync(DatabaseProvider provider) => new(await World.CreateAsync(provider));

        public PortalDb CreateDbContext()
        {
            var options = new DbContextOptionsBuilder<PortalDb>();
            options.UsePortalDatabase(World.Provider, World.Settings.ConnectionStrings.Portal);
            options.AddInterceptors(this);
            return new PortalDb(options.Options);
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
        {
            foreach (DbParameter parameter in command.Parameters)
            {
                if (parameter.ParameterName.EndsWith("from", StringComparison.Ordinal))
                    LastFrom = (long)parameter.Value!;
            }

            return ValueTask.FromResult(result);
        }

        public Task ReadAsync() => reader.ReadAsync(CancellationToken.None);

        public async Task NoteAsync(params long[] numbers)
        {
            await using var db = await World.DbAsync();
            foreach (var number in numbers)
                db.Changes.Add(new Change
                {
                    Seq = number,
                    Topic = ChangeTopics.Order,
                    SubjectId = Guid.CreateVersion7(World.Start),
                    At = World.Clock.GetUtcNow()
                });
            await db.SaveChangesAsync();
        }

        public async ValueTask DisposeAsync()
        {
            reader.Dispose();
            await World.DisposeAsync();
        }
    }
}
