import { Signals } from './signals.js';

describe('Signals', () => {
  it('reach the listeners of their topic until they leave', () => {
    const signals = new Signals();
    const heard: string[] = [];
    const leave = signals.on('events', () => heard.push('one'));
    signals.on('events', () => heard.push('two'));
    signals.on('outbox', () => heard.push('other'));
    signals.notify('events');
    leave();
    signals.notify('events');
    expect(heard).toEqual(['one', 'two', 'two']);
  });
});
