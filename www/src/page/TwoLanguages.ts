import { h, type FunctionalComponent } from 'vue';
import type { Text } from '../texts/text';

interface Props {
  text: Text;
  /** One below the other, rather than beside it. */
  stacked?: boolean;
}

/** A text in both its languages. Without a state of its own: a screen holds hundreds of them. Its looks are in base.css. */
const TwoLanguages: FunctionalComponent<Props> = ({ text, stacked }) =>
  h('span', { class: stacked ? 'two stacked' : 'two' }, [h('span', { lang: 'zh-CN' }, text.zh), ' ', h('span', { lang: 'en', class: 'en' }, text.en)]);

TwoLanguages.props = { text: { type: Object, required: true }, stacked: Boolean };

export default TwoLanguages;
