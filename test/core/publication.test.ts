import { describe, expect, test } from '@jest/globals';
import { type Announcement, messageOf } from '../../lib/core/message/message.ts';
import { publicationOf } from '../../lib/core/message/sns.ts';
import { AWAY, HOME } from '../support/builders.ts';
import { failed, HINT, imageFailed, succeeded } from './sample-announcements.ts';

describe('a publication', () => {
  const attributes = (announcement: Announcement) =>
    Object.fromEntries(
      Object.entries(publicationOf(messageOf(announcement)).MessageAttributes).map(
        ([name, { DataType, StringValue }]) => [name, `${DataType} ${StringValue}`],
      ),
    );

  test('can be filtered by outcome, source and destination, on failure by reason', () => {
    const common = {
      operation: 'String copy',
      sourceImage: 'String cad',
      sourceRegion: `String ${HOME}`,
    };
    const to = { destinationRegion: `String ${AWAY}` };
    expect(attributes(succeeded)).toEqual({ outcome: 'String SUCCEEDED', ...common, ...to });
    const why = { outcome: 'String FAILED', reason: 'String NameTaken' };
    expect(attributes(failed)).toEqual({ ...why, ...common, ...to });
    expect(attributes(imageFailed)).toEqual({ ...why, reason: 'String InvalidRule', ...common });
  });

  test('is the message for machines and a text for people', () => {
    const { Message, MessageStructure } = publicationOf(messageOf(failed, HINT));
    const bodies = JSON.parse(Message);
    expect(MessageStructure).toBe('json');
    expect(JSON.parse(bodies.default)).toEqual(messageOf(failed, HINT));
    expect(bodies.email).toContain(HINT);
  });
});
