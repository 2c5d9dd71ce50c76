import { h, newId, say } from '../dom.js';
import { controlFor, offLimits } from './controls.js';
import { imageSlots } from './images.js';
import { otherMetadata } from './other.js';
import { subjectsControl } from './subjects.js';

/** @typedef {import('./controls.js').Control} Control */

/** A form for whatever the matrix describes: nothing here knows a model. */
export class GenerationForm {
  /** @type {Map<string, Control>} by parameter, metadata's as `metadata.name` */
  #controls = new Map();
  #mode = '';
  #isWriting = false;

  /**
   * @param {Api.Model[]} models @param {() => void} changed
   * @param {Promise<boolean>} callbacks whether this gateway has them @param {AbortSignal} signal
   */
  constructor(models, changed, callbacks, signal) {
    const id = newId();
    this.models = models;
    this.changed = () => {
      if (!this.#isWriting) this.#change(changed);
    };
    this.select = h('select', { id, onchange: () => this.#choose() }, ...models.map(model => h('option', { value: model.id }, model.id)));
    this.modeText = h('span', { class: 'chip' });
    this.images = imageSlots(this.changed, signal);
    this.other = otherMetadata(this.changed);
    /** Of every model alike; shown as soon as it is known that the gateway tells anybody. */
    this.callback = controlFor('callback_url', { type: 'string', required: false }, this.changed);
    this.callback.element.hidden = true;
    this.lead = h('div', { class: 'fields' });
    this.parameters = h('div', { class: 'fields' });
    this.extras = h('div', { class: 'fields' });
    this.more = h('details', { class: 'more' }, h('summary', {}, 'metadata'), this.extras, this.other.element);
    this.unplaced = h('p', { class: 'problem', hidden: true });
    this.element = h('div', { class: 'fields' },
      h('div', { class: 'field' }, h('div', { class: 'field-top' }, h('label', { for: id }, 'Model'), this.modeText), this.select),
      this.lead, this.images.element, this.parameters, this.callback.element, this.more, this.unplaced);
    this.#draw();
    void callbacks.then(has => (this.callback.element.hidden = !has));
  }

  get model() {
    const model = this.models.find(known => known.id === this.select.value) ?? this.models[0];
    if (!model) throw new Error('There is no model.');
    return model;
  }

  /** The request as it would be sent. @returns {Record<string, unknown>} */
  read() {
    /** @type {Record<string, unknown>} */
    const body = { model: this.model.id };
    const metadata = this.#isOpen ? { ...this.other.read() } : {};
    const images = this.images.read();
    for (const [name, control] of this.#controls) {
      const value = control.read();
      if (value === undefined) continue;
      if (name.startsWith('metadata.')) metadata[name.slice(9)] = value;
      else body[name] = value;
    }

    if (images.length) body.image_urls = images;
    if (Object.keys(metadata).length) body.metadata = metadata;
    return body;
  }

  /** Whether the chosen mode takes metadata that nobody has named. */
  get #isOpen() {
    return this.model.capabilities.modes[this.#mode]?.metadata.open === true;
  }

  /** Whether all that was typed can be sent; what cannot is shown. */
  isRight() {
    const isRight = !this.#isOpen || this.other.isRight();
    if (!isRight) this.more.open = true;
    return this.images.isRight() && isRight;
  }

  /** @param {Record<string, any>} body */
  write(body) {
    this.#isWriting = true;
    this.select.value = body.model;
    this.images.write(body.image_urls ?? []);
    // What another request had in its fields is not kept.
    this.#controls = new Map();
    this.#mode = '';
    this.#draw();
    const metadata = { ...body.metadata };
    // The kind of generation decides about the mode, and so about the other controls.
    this.#controls.get('metadata.generation_type')?.write(metadata.generation_type);
    this.#draw();
    for (const [name, control] of this.#controls) {
      if (name.startsWith('metadata.')) {
        control.write(metadata[name.slice(9)]);
        delete metadata[name.slice(9)];
      } else if (body[name] !== undefined || name === 'prompt' || name === 'callback_url') {
        control.write(body[name]);
      }
    }

    this.other.write(metadata);
    this.more.open = Object.keys(body.metadata ?? {}).length > 0;
    this.#isWriting = false;
    this.#draw();
  }

  /** Puts each problem beside its field. @param {Api.ErrorProblem[]} problems */
  show(problems) {
    const of = (/** @type {string} */ name) => problems.filter(({ param }) => rootOf(param) === name).map(({ message }) => message).join(' ');
    for (const [name, control] of this.#controls) control.problem(of(name));
    this.images.problem(of('image_urls'));
    if (problems.some(({ param }) => param.startsWith('metadata'))) this.more.open = true;
    const rest = problems.filter(({ param }) => !this.#controls.has(rootOf(param)) && rootOf(param) !== 'image_urls').map(({ message }) => message).join(' ');
    say(this.unplaced, rest);
    this.unplaced.hidden = rest === '';
  }

  /** @param {Api.ErrorProblem[]} problems */
  focus(problems) {
    const name = rootOf(problems[0]?.param ?? '');
    if (this.#isOpen && !this.other.isRight()) this.other.focus();
    else if (name === 'image_urls') this.images.focus();
    else this.#controls.get(name)?.focus();
  }

  #choose() {
    const kept = this.read();
    this.write({ ...kept, model: this.select.value });
    this.changed();
  }

  /** @param {() => void} changed */
  #change(changed) {
    this.#draw();
    changed();
  }

  /** Draws the controls of the mode that the pictures lead to, when that is another one than before. */
  #draw() {
    const { modes } = this.model.capabilities;
    const kind = this.#controls.get('metadata.generation_type')?.read();
    const mode = modeOf(modes, this.images.read().length, kind);
    const spec = modes[mode];
    if (!spec) return;
    const most = Math.max(...Object.values(modes).map(({ images }) => images.max));
    this.images.allow(most, mode === 'first-last-frame' || (most === 2 && !modes['reference-to-video']) ? ['First frame', 'Last frame'] : null);
    say(this.modeText, mode);
    if (this.#mode === mode && this.parameters.dataset.model === this.model.id) return;
    this.#mode = mode;
    this.parameters.dataset.model = this.model.id;
    this.#rebuild(mode, spec, modes);
  }

  /** @param {string} mode @param {Api.Mode} spec @param {Record<string, Api.Mode>} modes */
  #rebuild(mode, spec, modes) {
    const before = this.#controls;
    const focused = [...before].find(([, control]) => control.element.contains(document.activeElement))?.[0];
    this.#controls = new Map();
    const names = new Set(Object.values(modes).flatMap(({ parameters }) => Object.keys(parameters)).filter(name => name !== 'image_urls'));
    const controls = [...names].map(name => {
      const rule = spec.parameters[name];
      return rule ? this.#add(name, controlFor(name, rule, this.changed), before) : offLimits(name, `${mode} takes none`);
    });
    // The prompt comes before the pictures: it is what one begins with.
    this.lead.replaceChildren(...controls.slice(0, 1));
    this.parameters.replaceChildren(...controls.slice(1));
    const fields = Object.entries(spec.metadata.fields).filter(([, rule]) => !rule.alias_of);
    this.extras.replaceChildren(...fields.map(([field, rule]) => {
      const name = `metadata.${field}`;
      return this.#add(name, rule.format === 'subjects' ? subjectsControl(rule, this.changed) : controlFor(name, rule, this.changed), before);
    }));
    this.#controls.set('callback_url', this.callback);
    this.other.element.hidden = !spec.metadata.open;
    this.more.hidden = fields.length === 0 && !spec.metadata.open;
    if (focused) this.#controls.get(focused)?.focus();
  }

  /** @param {string} name @param {Control} control @param {Map<string, Control>} before */
  #add(name, control, before) {
    const value = before.get(name)?.read();
    if (value !== undefined) control.write(value);
    this.#controls.set(name, control);
    return control.element;
  }
}

/** @param {string} param such as `image_urls[1]` or `metadata.subjects[0].name` */
const rootOf = param => /^(metadata\.\w+|\w+)/.exec(param)?.[0] ?? '';

/** @param {Record<string, Api.Mode>} modes @param {number} count of pictures @param {unknown} kind `metadata.generation_type` */
function modeOf(modes, count, kind) {
  const fitting = Object.entries(modes).filter(([, { images }]) => images.min <= count && count <= images.max);
  const wanted = fitting.find(([, mode]) => kind !== undefined && mode.generation_type === kind) ?? fitting[0];
  // With more or fewer pictures than any mode takes, validate says so; the nearest mode's controls stay.
  return (wanted ?? Object.entries(modes).sort(([, a], [, b]) => Math.abs(a.images.min - count) - Math.abs(b.images.min - count))[0])?.[0] ?? '';
}
