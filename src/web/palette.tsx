/**
 * The palette (⌘K): finds people, companies and notes as one types, and does what can be done. The first hit is
 * chosen, so three letters and Enter are enough. Empty, it shows what was open last. Tab opens the actions of a hit.
 */
import { Combobox, Kbd, Modal, TextInput, useCombobox } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { folded } from './fold.ts'
import { CommandRow, HitRow } from './palette-rows.tsx'
import { type Hit, useFound } from './palette-search.ts'
import { type Command, closePalette, takeEarly, usePalette } from './palette-store.ts'
import { openQuick, type QuickName, quickDeeds } from './quick.tsx'
import { readRecent } from './recent.ts'
import { useOrganization, useSession } from './session.ts'
import classes from './styles/palette.module.css'

const groups = ['client', 'company', 'note', 'invoice'] as const
const groupNames = {
  client: 'clients',
  company: 'companies',
  note: 'notes',
  invoice: 'invoices',
  other: 'other',
} as const
const mostCommands = 5

export function Palette() {
  const t = useTranslations('shell')
  const { commands } = usePalette()
  const { user } = useSession()
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [subject, setSubject] = useState<Hit | null>(null)
  const wanted = text.trim()
  const found = useFound(wanted, subject === null)
  const combobox = useCombobox({ opened: true })
  const [chosen, setChosen] = useState<string | undefined>()
  const options = useRef<HTMLDivElement>(null)
  // Mantine tells what the arrows choose, but not what was chosen for the person.
  const sayChosen = () => setChosen(options.current?.querySelector('[data-combobox-selected]')?.id)
  const recent = useMemo(() => readRecent(user.id, slug), [user.id, slug])

  const hits: readonly Hit[] = subject ? [] : wanted ? found.hits : recent
  const shownCommands = subject ? actionsFor(subject) : findCommands(commands, wanted)
  const sorted = wanted ? inGroups(hits) : [{ name: 'recent' as const, hits }]
  const signature = sorted.flatMap((group) => group.hits.map(({ id }) => id)).join() + shownCommands.length

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever other rows are shown, the first is chosen
  useEffect(() => {
    combobox.selectFirstOption()
    sayChosen()
  }, [signature, subject])

  function actionsFor(hit: Hit): Command[] {
    const about = hit.kind === 'company' ? { companyId: hit.id } : { clientId: hit.id }
    const deed = (name: QuickName, label: string): Command[] =>
      quickDeeds[name] ? [{ id: `${name}-here`, label, run: () => openQuick(name, about) }] : []
    return [
      { id: 'open-here', label: t('open'), run: () => openHit(hit) },
      ...(hit.kind === 'client' || hit.kind === 'company'
        ? [...deed('note', t('newNote')), ...deed('alert', t('newAlert'))]
        : []),
    ]
  }

  function openHit(hit: Hit) {
    if (hit.kind === 'invoice')
      return void navigate({ to: '/o/$slug/invoices/$id', params: { slug, id: hit.id } })
    // A note opens on the page it hangs on.
    const company = hit.kind === 'company' ? hit.id : hit.kind === 'note' && !hit.clientId && hit.companyId
    const to = company ? '/o/$slug/companies/$id' : '/o/$slug/clients/$id'
    void navigate({ to, params: { slug, id: company || hit.clientId || hit.id } })
  }

  function submit(value: string) {
    closePalette()
    const command = shownCommands.find(({ id }) => `do:${id}` === value)
    if (command) return command.run(subject ? '' : wanted)
    const hit = hits.find(({ kind, id }) => `${kind}:${id}` === value)
    if (hit) openHit(hit)
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Tab' && !event.shiftKey && !subject) {
      const value = document
        .querySelector(`.${classes.option}[data-combobox-selected]`)
        ?.getAttribute('value')
      const hit = hits.find(({ kind, id }) => `${kind}:${id}` === value)
      event.preventDefault()
      if (hit) {
        setSubject(hit)
        setText('')
      }
    } else if (subject && (event.key === 'Backspace' || (event.key === 'Tab' && event.shiftKey)) && !text) {
      event.preventDefault()
      setSubject(null)
    }
  }

  return (
    <Modal
      opened
      onClose={closePalette}
      withCloseButton={false}
      size={640}
      yOffset={112}
      padding={0}
      title={<span className="unseen">{t('palette.label')}</span>}
      classNames={{ header: 'unseen', body: classes.body, content: classes.palette }}
    >
      <Combobox store={combobox} onOptionSubmit={submit} withinPortal={false}>
        <Combobox.EventsTarget withAriaAttributes={false}>
          <TextInput
            variant="unstyled"
            className={classes.field}
            classNames={{ input: classes.input }}
            leftSection={subject ? undefined : <IconSearch size={18} aria-hidden="true" />}
            rightSection={<Kbd>Esc</Kbd>}
            rightSectionWidth={48}
            placeholder={subject ? subject.title : t('palette.placeholder')}
            aria-label={t('palette.label')}
            role="combobox"
            aria-expanded
            aria-autocomplete="list"
            aria-controls={combobox.listId ?? undefined}
            aria-activedescendant={chosen}
            onFocus={() => setText((typed) => (takeEarly() + typed).slice(0, 200))}
            onKeyUp={sayChosen}
            value={text}
            maxLength={200}
            data-autofocus
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </Combobox.EventsTarget>
        <Combobox.Options ref={options} className={classes.options} aria-label={t('palette.label')}>
          {sorted.map(
            ({ name, hits: inGroup }) =>
              inGroup.length > 0 && (
                <Combobox.Group key={name} label={t(`palette.${name}`)} className={classes.group}>
                  {inGroup.map((hit) => (
                    <HitRow key={`${hit.kind}:${hit.id}`} hit={hit} text={wanted} />
                  ))}
                </Combobox.Group>
              ),
          )}
          {wanted && !subject && found.settled && hits.length === 0 && (
            <div className={classes.nothing}>
              <b>{t('palette.nothing', { text: wanted })}</b> {t('palette.nothingHint')}
            </div>
          )}
          {wanted && found.failed && <div className={classes.nothing}>{t('palette.failed')}</div>}
          {!wanted && !subject && recent.length === 0 && (
            <div className={classes.nothing}>{t('palette.welcome')}</div>
          )}
          {shownCommands.length > 0 && (
            <Combobox.Group label={subject ? subject.title : t('palette.do')} className={classes.group}>
              {shownCommands.map((command) => (
                <CommandRow key={command.id} command={command} text={subject ? '' : wanted} />
              ))}
            </Combobox.Group>
          )}
        </Combobox.Options>
      </Combobox>
      <div className={classes.foot}>
        <span aria-hidden="true">
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t('palette.move')} <Kbd>↵</Kbd> {t('palette.open')} <Kbd>⇥</Kbd>{' '}
          {t('palette.actions')}
        </span>
        <span role="status">{wanted && found.settled && t('palette.results', { count: hits.length })}</span>
      </div>
    </Modal>
  )
}

function inGroups(hits: readonly Hit[]) {
  const known = groups.map((kind) => ({
    name: groupNames[kind],
    hits: hits.filter((hit) => hit.kind === kind),
  }))
  const rest = hits.filter(({ kind }) => !groups.some((group) => group === kind))
  // The best hit comes first, whatever it is: its group leads.
  const first = hits[0]?.kind
  known.sort((a, b) => Number(b.hits[0]?.kind === first) - Number(a.hits[0]?.kind === first))
  return [...known, { name: groupNames.other, hits: rest }]
}

function findCommands(commands: readonly Command[], text: string) {
  const words = folded(text).split(/\s+/).filter(Boolean)
  const matches = commands.filter(({ label, words: more = '' }) => {
    const all = folded(`${label} ${more}`)
    return words.every((word) => all.includes(word))
  })
  // A name that matches no command can still be made into a client.
  const adding = commands.filter(({ id }) => id === 'quick-client')
  return [...new Set([...matches, ...(text ? adding : [])])].slice(0, mostCommands)
}
