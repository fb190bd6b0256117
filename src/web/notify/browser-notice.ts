import { text } from '../strings.ts';

const isKnown = (): boolean => 'Notification' in window;

/** Whether the browser allows it; asks the person once. */
export const askToNotify = async (): Promise<boolean> =>
  isKnown() && (await Notification.requestPermission()) === 'granted';

/** Says how many critical lines came, and nothing of whom. */
export const notifyOfCritical = (count: number): void => {
  if (!isKnown() || Notification.permission !== 'granted') return;
  const notice = new Notification(text.critical.title, {
    body: text.critical.lines(count),
    tag: 'vigil-critical',
  });
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
};

const tonesHz = [880, 660, 880];
const toneSeconds = 0.16;

/** Three short tones; silent where the browser has not yet been touched. */
export const soundOfCritical = (): void => {
  const audio = new AudioContext();
  const gain = audio.createGain();
  gain.gain.value = 0.15;
  gain.connect(audio.destination);
  tonesHz.forEach((frequency, index) => {
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(gain);
    tone.start(audio.currentTime + index * toneSeconds);
    tone.stop(audio.currentTime + (index + 0.8) * toneSeconds);
  });
  window.setTimeout(() => void audio.close(), tonesHz.length * toneSeconds * 1000 + 500);
};
