import assert from 'node:assert/strict';
import { merge } from '../../../src/core/review/mergeLines.ts';
import { openReview, withAllRejected } from '../../../src/core/review/openReview.ts';
import { accept, applyEdits, follow, hunks, reject } from '../../../src/core/review/review.ts';

const before = 'a\nb\nc\nd\ne\n';
const after = 'a\nB\nc\nd\nE\n';

describe('a review', () => {
  it('is what differs between the baseline and the text', () => {
    assert.deepEqual(
      hunks(before, after).map((hunk) => [hunk.aStart, hunk.bStart]),
      [
        [1, 1],
        [4, 4],
      ],
    );
    assert.deepEqual(hunks(before, before), []);
  });

  it('moves the baseline with what is accepted, and takes back what is rejected', () => {
    const [first, second] = hunks(before, after);
    assert.ok(first && second);
    assert.equal(accept(before, after, first), 'a\nB\nc\nd\ne\n');
    assert.equal(applyEdits(after, [reject(before, after, second)]), 'a\nB\nc\nd\ne\n');
  });

  it('leaves what the user types elsewhere out of the review', () => {
    const typed = after.replace('c\n', 'c mine\n');
    const baseline = follow(before, after, typed);
    assert.equal(baseline, before.replace('c\n', 'c mine\n'));
    assert.equal(hunks(baseline, typed).length, 2);
  });

  it('does not take away a line that the user adds right below a change', () => {
    const typed = after.replace('B\n', 'B\nmine\n');
    const baseline = follow(before, after, typed);
    const [first] = hunks(baseline, typed);
    assert.ok(first);
    assert.equal(applyEdits(typed, [reject(baseline, typed, first)]), 'a\nb\nmine\nc\nd\nE\n');
  });

  it('counts what is typed inside a change as part of it', () => {
    const typed = after.replace('B', 'B mine');
    assert.equal(follow(before, after, typed), before);
  });

  it('judges a formatter’s change of many lines line by line', () => {
    const formatted = after.replace(/^/gm, '  ').trimEnd().concat('\n');
    const baseline = follow(before, after, formatted);
    assert.equal(baseline, '  a\nb\n  c\n  d\ne\n');
  });
});

describe('the review of an open document', () => {
  it('does not ask again about what was accepted before an undo and a redo', () => {
    const review = openReview(before);
    review.applied(after);
    const [first] = review.hunks();
    assert.ok(first);
    review.accept(first);
    review.changed(before, 'undo');
    assert.deepEqual(review.hunks(), []);
    review.changed(after, 'redo');
    assert.equal(review.hunks().length, 1);
    assert.equal(withAllRejected(review), 'a\nB\nc\nd\ne\n');
  });

  it('brings a rejected change back with the undo of the rejection', () => {
    const review = openReview(before);
    review.applied(after);
    const [first] = review.hunks();
    assert.ok(first);
    const rejected = applyEdits(after, review.rejectEdits([first]));
    review.applied(rejected);
    assert.equal(review.hunks().length, 1);
    review.changed(after, 'undo');
    assert.equal(review.hunks().length, 2);
  });

  it('keeps its baseline when typing in a change is undone', () => {
    const review = openReview(before);
    review.applied(after);
    // The first change disappears by hand, and comes back by undo.
    review.changed('a\nb\nc\nd\nE\n');
    assert.equal(review.hunks().length, 1);
    review.changed(after, 'undo');
    assert.equal(review.hunks().length, 2);
  });

  it('is taken up with what happened to the file meanwhile', () => {
    const review = openReview(after.replace('d\n', 'd changed\n'), {
      baseline: before,
      text: after,
    });
    assert.equal(review.hunks().length, 2);
    assert.equal(withAllRejected(review), before.replace('d\n', 'd changed\n'));
  });

  it('is indifferent to a change of all line endings', () => {
    const review = openReview(before);
    review.applied(after);
    assert.deepEqual(hunks(before, after.replaceAll('\n', '\r\n')), review.hunks());
  });
});

describe('the review of a document that is put back to what is on disk', () => {
  const disk = 'a\nb\n';
  const commented = 'a\n// b\nb\n';

  it('has nothing left where an accepted change was never saved', () => {
    const review = openReview(disk);
    review.saved();
    review.applied(commented);
    for (const hunk of review.hunks()) review.accept(hunk);
    review.applied('A\nb\n');
    assert.equal(review.hunks().length, 1);
    review.changed(disk, 'revert');
    assert.deepEqual(review.hunks(), []);
    assert.equal(review.baseline, disk);
  });

  it('still has the changes that were saved with it', () => {
    const review = openReview(disk);
    review.applied(commented);
    review.saved();
    review.changed('a\n// b\nb\nmine\n');
    review.changed(commented, 'revert');
    assert.equal(review.hunks().length, 1);
    assert.equal(withAllRejected(review), disk);
  });

  it('has nothing where another program wrote what is on disk', () => {
    const review = openReview(disk);
    review.applied(commented);
    review.changed('other\n', 'revert');
    assert.deepEqual(review.hunks(), []);
  });
});

describe('a merge', () => {
  it('takes both sides where they are apart', () => {
    assert.deepEqual(merge(before, 'mine\na\nb\nc\nd\ne\n', before.replace('e', 'E')), {
      kind: 'merged',
      text: 'mine\na\nb\nc\nd\nE\n',
    });
  });

  it('takes the same change once', () => {
    assert.deepEqual(merge(before, after, after), { kind: 'merged', text: after });
    assert.deepEqual(merge(before, after, after.replace('c', 'C')).kind, 'conflict');
  });

  it('is a conflict where both changed the same line, or lines that touch', () => {
    assert.equal(
      merge(before, before.replace('b', 'x'), before.replace('b', 'y')).kind,
      'conflict',
    );
    assert.equal(
      merge(before, before.replace('b', 'x'), before.replace('c', 'y')).kind,
      'conflict',
    );
  });
});
