'use strict';

// All text is set as text, and nothing is ever parsed as markup.

const by = id => document.getElementById(id);

function element(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
}

const number = value => value.toLocaleString('en');

function set(id, text) {
  if (by(id).textContent !== text) { // or it would be read aloud again and again
    by(id).textContent = text;
  }
}

// What is done.

let busy = false;

async function send(path, values) {
  busy = true;
  show();
  try {
    const response = await fetch(path, {method: 'POST', body: new URLSearchParams(values)});
    set('link', response.ok ? '' : await response.text());
  } catch (failure) {
    set('link', 'The program does not answer.');
  } finally {
    busy = false;
    show();
  }
}

// What is shown: a card for each node, made once and changed from then on, so that the focus stays where it is.

const ROLES = {
  writer: 'writer',
  writers: 'takes writes, is not believed',
  reader: 'reader',
  behind: 'not read from',
  down: 'down',
  unknown: 'not heard yet',
};

const ACTIONS = [
  ['kill', 'Kill', node => node.isRunning],
  ['start', 'Start again', node => !node.isRunning],
  ['promote', 'Promote', node => node.isRunning && (node.state === 'reader' || node.state === 'behind')],
  ['pause', 'Pause replay', node => node.isRunning && !node.isPaused && (node.state === 'reader' || node.state === 'behind')],
  ['resume', 'Resume replay', node => node.isRunning && node.isPaused],
];

function share(id, kind, title) {
  const made = element('label', title, `share ${kind}`);
  const value = element('span', '');
  value.id = `${kind}-${id}`;
  const bar = document.createElement('progress');
  bar.id = `${kind}-bar-${id}`;
  bar.max = 1;
  bar.value = 0;
  made.append(value, bar);
  return made;
}

function fact(id, title) {
  const made = document.createElement('div');
  const value = element('dd', '–');
  value.id = id;
  made.append(element('dt', title), value);
  return made;
}

function button(id, what, title) {
  const made = element('button', title);
  made.type = 'button';
  made.id = `${what}-${id}`;
  made.setAttribute('aria-label', `${title}: ${id}`);
  made.addEventListener('click', () => send('/nodes', {what, node: id}));
  return made;
}

function card(id) {
  const made = document.createElement('article');
  made.id = `node-${id}`;
  const title = element('h2', id);
  const role = element('span', '', 'role');
  role.id = `role-${id}`;
  title.append(role);
  const facts = document.createElement('dl');
  facts.append(fact(`lag-${id}`, 'Behind by'), fact(`lent-${id}`, 'Connections lent'));
  const why = element('p', '', 'why');
  why.id = `why-${id}`;
  const buttons = element('div', '', 'buttons');
  buttons.append(...ACTIONS.map(([what, title]) => button(id, what, title)));
  made.append(title, facts, share(id, 'writes', 'Share of writes'), share(id, 'reads', 'Share of reads'), why, buttons);
  return made;
}

function showNode(node) {
  if (!by(`node-${node.id}`)) {
    by('nodes').append(card(node.id));
  }
  by(`node-${node.id}`).dataset.state = node.state;
  set(`role-${node.id}`, ROLES[node.state] + (node.isPaused ? ', replay paused' : ''));
  set(`lag-${node.id}`, node.failure || node.lagBytes < 0 ? '–' : `${number(Math.round(node.lagBytes / 1024))} KiB`);
  set(`lent-${node.id}`, `${node.lent} of ${node.connections}`);
  set(`why-${node.id}`, node.failure || '');
  for (const [what, , isThere] of ACTIONS) {
    by(`${what}-${node.id}`).hidden = !isThere(node);
    by(`${what}-${node.id}`).disabled = busy;
  }
}

const total = byNode => Object.values(byNode).reduce((sum, one) => sum + one, 0);

function showTraffic(kind, now, before, millis, nodes) {
  const all = total(now.byNode) - total(before.byNode);
  set(`${kind}-rate`, millis > 0 ? number(Math.round(all * 1000 / millis)) : '–');
  set(`${kind}-pause`, `${number(now.pauseMillis)} ms`);
  set(`${kind}-failed`, number(now.failed));
  for (const node of nodes) {
    const own = (now.byNode[node.id] || 0) - (before.byNode[node.id] || 0);
    const part = all > 0 ? own / all : 0;
    by(`${kind}-bar-${node.id}`).value = part;
    set(`${kind}-${node.id}`, `${Math.round(part * 100)} %`);
  }
}

function showStats(stats) {
  const shown = [
    ['Reads that fell back to the writer', stats.readerFallbacks],
    ['Refused', stats.refusals],
    ['Changes of the writer', stats.writerChanges],
    ['Outcomes nobody knows', stats.unknownOutcomes],
  ];
  by('stats').replaceChildren(...shown.map(([title, value]) => {
    const made = document.createElement('div');
    made.append(element('dt', title), element('dd', number(value)));
    return made;
  }));
}

const TOLD = {
  WRITER: 'is the writer', NO_WRITER: 'There is no writer: writes are refused', TWO_WRITERS: 'Two take writes: writes are refused',
  NODE_UP: 'answers', NODE_DOWN: 'does not answer', LAGGING: 'is too far behind', CAUGHT_UP: 'is near enough again',
  NODE_JOINED: 'has joined', NODE_LEFT: 'has left', WENT_BACK: 'has less than the writer before it had',
};

function showLog(state) {
  by('log').replaceChildren(...state.happenings.map(one => {
    const made = document.createElement('li');
    const ago = `${((state.millis - one.millis) / 1000).toFixed(1)} s ago`;
    made.append(element('span', ago), element('b', [one.node, TOLD[one.kind] || one.kind].filter(Boolean).join(' ')));
    return made;
  }));
}

function news(state) {
  if (state.isHeld) {
    return 'The gate is held: who asks waits.';
  } else if (state.isSplit) {
    return 'Two nodes take writes: writes are refused until one of them is gone.';
  }
  return state.writer ? `Writes go to ${state.writer}.` : 'No node takes writes: writes are refused, reads go on.';
}

const states = []; // of the last second

function show() {
  const state = states[states.length - 1];
  if (!state) {
    return;
  }
  const before = states[0];
  set('news', news(state));
  by('news').dataset.state = state.writer && !state.isHeld ? 'good' : 'bad';
  by('gate').disabled = busy;
  set('gate', state.isHeld ? 'Release the gate' : 'Hold the gate');
  state.nodes.forEach(showNode);
  for (const kind of ['reads', 'writes']) {
    showTraffic(kind, state[kind], before[kind], state.millis - before.millis, state.nodes);
  }
  showStats(state.stats);
  showLog(state);
}

by('gate').addEventListener('click', () => {
  const state = states[states.length - 1];
  send('/gate', {held: !state.isHeld});
});

const events = new EventSource('/events');
events.addEventListener('state', event => {
  states.push(JSON.parse(event.data));
  while (states[states.length - 1].millis - states[0].millis > 1500) {
    states.shift();
  }
  show();
});
events.addEventListener('open', () => set('link', ''));
events.addEventListener('error', () => set('link', 'The program does not answer. Trying again …'));
