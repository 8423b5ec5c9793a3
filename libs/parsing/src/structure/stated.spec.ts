import { readStated } from './stated.js';

describe('labelled lines beside a speech', () => {
  it('state speaker, day and occasion', () => {
    expect(readStated(['讲话人：沈渡川', '时间：2023年3月5日', '地点：临江市会议中心'])).toEqual({
      speaker: '沈渡川',
      date: '2023-03-05',
      occasion: null,
    });
    expect(readStated(['时间：二〇二三年三月五日　地点：临江　主讲人：高　宁'])).toEqual({
      speaker: '高宁',
      date: '2023-03-05',
      occasion: null,
    });
    expect(readStated(['Delivered on:', '27 March 2023 (Transcript of the speech, exactly as it was delivered)']).date).toBe('2023-03-27');
    expect(readStated(['Speaker: Orla Vane', 'Event: Harbour Day', 'Date: 5 March 2023'])).toEqual({
      speaker: 'Orla Vane',
      date: '2023-03-05',
      occasion: 'Harbour Day',
    });
    expect(readStated(['講者：陳小荷', '日期：2021年6月9日']).date).toBe('2021-06-09');
  });

  it('say nothing of the speech where they tell of a publication', () => {
    expect(readStated(['时间：2023-03-05 10:20　来源：市政府办　作者：张三']).date).toBeNull();
    expect(readStated(['时间：2023年3月5日']).date).toBeNull();
    expect(readStated(['Published: 5 March 2023', 'Location: Lowmere'])).toEqual({ speaker: null, date: null, occasion: null });
    expect(readStated(['会议时间待定，发言人要守时：不得超过十分钟。']).speaker).toBeNull();
  });
});
