/**
 * What providers' safety rules stumble over, and what says the same more mildly. Only words whose milder one fits the
 * same grammar, so that a sentence stays right: in German the noun has the same gender, and `*` is an ending that both
 * take alike. Other languages are left to a chat model, as a wrong article or a wrong sense is worse than no offer.
 */
export interface SofterWord {
	/** Whole words, whatever their case; `*` stands for a German ending. */
	words: readonly string[];
	milder: string;
}

const ENGLISH: readonly SofterWord[] = [
	{ words: ['dead bodies', 'corpses', 'cadavers'], milder: 'resting figures' },
	{ words: ['dead body', 'corpse', 'cadaver'], milder: 'resting figure' },
	{ words: ['pool of blood', 'pools of blood'], milder: 'red reflection' },
	{ words: ['bloodstained', 'bloody', 'blood-soaked', 'gory'], milder: 'weathered' },
	{ words: ['blood', 'gore'], milder: 'red paint' },
	{ words: ['bleeding'], milder: 'hurt' },
	{ words: ['guns', 'rifles', 'pistols', 'firearms', 'weapons'], milder: 'props' },
	{ words: ['gun', 'rifle', 'pistol', 'firearm', 'weapon'], milder: 'prop' },
	{ words: ['knives', 'daggers'], milder: 'hand tools' },
	{ words: ['knife', 'dagger'], milder: 'hand tool' },
	{ words: ['bombs', 'grenades'], milder: 'clouds of dust' },
	{ words: ['bomb', 'grenade'], milder: 'cloud of dust' },
	{ words: ['explosions'], milder: 'bursts of light' },
	{ words: ['explosion'], milder: 'burst of light' },
	{ words: ['murder', 'killing', 'slaughter', 'massacre'], milder: 'confrontation' },
	{ words: ['murdered', 'killed', 'slain'], milder: 'lost' },
	{ words: ['suicide', 'self-harm'], milder: 'despair' },
	{ words: ['torture'], milder: 'hardship' },
	{ words: ['naked', 'nude', 'topless'], milder: 'softly draped' },
	{ words: ['nudity'], milder: 'draped fabric' },
	{ words: ['sexy', 'seductive', 'erotic'], milder: 'elegant' },
	{ words: ['lingerie', 'underwear'], milder: 'clothing' },
	{ words: ['cocaine', 'heroin', 'methamphetamine'], milder: 'white powder' },
	{ words: ['wounds', 'gashes'], milder: 'bandages' },
	{ words: ['wound', 'gash'], milder: 'bandage' },
	{ words: ['swastika'], milder: 'faded mark' },
	{ words: ['swastikas'], milder: 'faded marks' },
];

const GERMAN: readonly SofterWord[] = [
	{ words: ['Leiche', 'tote Gestalt'], milder: 'ruhende Gestalt' },
	{ words: ['Leichen'], milder: 'ruhende Gestalten' },
	{ words: ['blutig*', 'blutverschmiert*'], milder: 'verwittert*' },
	{ words: ['nackt*'], milder: 'verhüllt*' },
	{ words: ['erotisch*', 'aufreizend*'], milder: 'elegant*' },
	{ words: ['Waffe', 'Pistole'], milder: 'Ausrüstung' },
	{ words: ['Gewehr', 'Messer'], milder: 'Werkzeug' },
	{ words: ['Bombe', 'Explosion'], milder: 'Staubwolke' },
	{ words: ['Bomben', 'Explosionen'], milder: 'Staubwolken' },
	{ words: ['Mord', 'Totschlag'], milder: 'Streit' },
	{ words: ['Hakenkreuz', 'Hakenkreuze'], milder: 'Zeichen' },
];

/** Brands and their figures, by what they are. */
const BRANDS: readonly SofterWord[] = [
	{ words: ['Disney', 'Pixar', 'DreamWorks', 'Studio Ghibli', 'Ghibli'], milder: 'animated film' },
	{ words: ['Marvel', 'DC Comics'], milder: 'comic book' },
	{ words: ['Batman', 'Spider-Man', 'Spiderman', 'Superman', 'Iron Man'], milder: 'masked hero' },
	{ words: ['Mickey Mouse'], milder: 'cartoon mouse' },
	{ words: ['Pikachu', 'Pokémon', 'Pokemon'], milder: 'fantasy creature' },
	{ words: ['Harry Potter'], milder: 'young wizard' },
	{ words: ['Star Wars'], milder: 'space adventure' },
	{ words: ['Barbie'], milder: 'fashion doll' },
	{ words: ['Lego'], milder: 'toy brick' },
	{ words: ['Coca-Cola', 'Pepsi'], milder: 'soft drink' },
	{ words: ["McDonald's", 'McDonald’s', 'McDonalds', 'Burger King'], milder: 'fast-food restaurant' },
	{ words: ['Nike', 'Adidas'], milder: 'sports' },
	{ words: ['iPhone'], milder: 'smartphone' },
];

export const SOFTER_WORDS: readonly SofterWord[] = [...ENGLISH, ...BRANDS, ...GERMAN];

/**
 * Artists whose names stand in many prompts and who lived in November 2026, or whose heirs hold the rights. The list is
 * short: “in the style of” any name is left out whoever it is.
 */
export const ARTISTS: readonly string[] = [
	'Banksy',
	'Beeple',
	'Damien Hirst',
	'David Hockney',
	'Gerhard Richter',
	'Greg Rutkowski',
	'Hayao Miyazaki',
	'Jeff Koons',
	'Loish',
	'Makoto Shinkai',
	'Shepard Fairey',
	'Takashi Murakami',
	'Tim Burton',
	'Wes Anderson',
	'Yayoi Kusama',
];
